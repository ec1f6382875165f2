"""What is told of a request: a word of a short list, never its address."""

from django.conf import settings

PAGE, FEED, STATIC, STAFF, OTHER = KINDS = ("page", "feed", "static", "staff", "other")
METHODS = ("GET", "HEAD", "POST")
# What only machines ask for. The exit is not among them: counted by itself, it would tell that
# somebody in danger is at the site.
MACHINES = {"/healthz", "/readyz", "/robots.txt", "/favicon.ico"}
SITE_MAP = "/sitemap"


def kind_of(path: str) -> str:
    """Return the kind of what stands at ``path``; sensitive pages are of the kind of all pages."""
    if path in MACHINES or path.startswith(SITE_MAP):
        return OTHER
    if path.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
        return STATIC
    if path.startswith("/admin/"):
        return STAFF
    return FEED if path.endswith((".ics", ".xml")) else PAGE


def method_of(method: str) -> str:
    """Return ``method``, or "other" for one that the site does not know."""
    return method if method in METHODS else OTHER


def class_of(status: int) -> str:
    """Return the class of an HTTP status: "2xx" for 200."""
    return f"{status // 100}xx" if 100 <= status < 600 else OTHER
