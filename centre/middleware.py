"""What answers say to browsers: nothing that the site does not use (docs/decisions/0019)."""

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.urls import reverse
from django.utils.cache import patch_vary_headers

# What is taken away is never a page of the site, wherever a browser opens it.
DOWNLOAD_POLICY = "default-src 'none'; sandbox"


def answer_headers_middleware(get_response):
    """Add to every answer, files and refusals included, what nobody else says."""

    def middleware(request):
        response = get_response(request)
        for name, value in settings.ANSWER_HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return middleware


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """Public policy everywhere, and the staff policy under the admin's address.

    Style written into a public page is allowed by its hash, which the template tag that wrote
    it leaves in ``request.csp_style_hashes``.
    """

    def process_response(self, request, response):
        """Add the policy header to ``response`` and return it."""
        if response.get("Content-Disposition", "").startswith("attachment"):
            response["Content-Security-Policy"] = DOWNLOAD_POLICY
        elif request.path.startswith(reverse("wagtailadmin_home")):
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
