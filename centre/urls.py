"""Addresses of the whole site. What stands under a centre's root is in ``centre.routing``."""

from django.conf import settings
from django.urls import include, path, re_path
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls

from centre import views
from centre.health import views as health
from centre.safety import views as safety
from centre.staff.access.passwords import AskView
from centre.staff.team_entry import InvitationView, JoinView
from centre.uploads.account import AccountView

handler404 = "centre.views.page_not_found"
handler500 = "centre.views.server_error"

urlpatterns = [
    path("admin/account/", require_admin_access(AccountView.as_view())),
    path("admin/password_reset/", AskView.as_view(), name="wagtailadmin_password_reset"),
    path("admin/reports/", include("centre.staff.reports")),
    path("admin/", include("centre.tenancy.urls")),
    path(
        "admin/invitation/rejoindre/<int:branch_id>/<str:role>/<str:token>/",
        never_cache(JoinView.as_view()),
        name="centre_join",
    ),
    path(
        "admin/invitation/<uidb64>/<token>/",
        InvitationView.as_view(),
        name="centre_invitation",
    ),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("robots.txt", views.robots),
    path("sitemap.xml", views.sitemap_index, name="sitemap"),
    path("sitemap-<int:page>.xml", views.sitemap_section, name="sitemap_section"),
    path("sitemap-centre-<int:number>.xml", views.sitemap_centre, name="sitemap_centre"),
    path("favicon.ico", views.favicon),
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("sortie/", safety.leave, name="exit"),
    re_path(r"^((?:[\w\-]+/)+sortie/)$", safety.leave_below),
]

if getattr(settings, "SERVE_MEDIA", False):
    urlpatterns.append(
        re_path(r"^media/(?P<path>.+)$", serve, {"document_root": settings.MEDIA_ROOT})
    )

urlpatterns += [
    # A form of the public site: its visitor has no session that somebody else could misuse, and
    # a token would be a cookie.
    re_path(r"^((?:[\w\-]+/)*agenda/[\w\-]+/inscription/)$", csrf_exempt(views.page)),
    # Wagtail's other addresses first: the pattern of pages would take them for pages.
    *(one for one in wagtail_urls.urlpatterns if one.name != "wagtail_serve"),
    re_path(wagtail_urls.serve_pattern, views.page, name="wagtail_serve"),
    # Files under a centre's root: Wagtail's own pattern knows of no dots.
    re_path(r"^((?:[\w\-]+/)*[\w\-]+\.(?:ics|js|json|xml))$", views.page),
]
