"""The Content Security Policy: strict on public pages, Wagtail's needs in the staff area."""

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.urls import reverse
from django.utils.cache import patch_vary_headers


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """Public policy everywhere, and the staff policy under the admin's address.

    Style written into a public page is allowed by its hash, which the template tag that wrote
    it leaves in ``request.csp_style_hashes``.
    """

    def process_response(self, request, response):
        """Add the policy header to ``response`` and return it."""
        if request.path.startswith(reverse("wagtailadmin_home")):
            response._csp_replace = settings.STAFF_CONTENT_SECURITY_POLICY
        elif hashes := getattr(request, "csp_style_hashes", None):
            response._csp_update = {"style-src": hashes}
        return super().process_response(request, response)


def save_data_middleware(get_response):
    """Tell caches that a public page may come without pictures to who asks for light ones."""

    def middleware(request):
        response = get_response(request)
        if hasattr(request, "csp_style_hashes"):
            patch_vary_headers(response, ["Save-Data"])
        return response

    return middleware
