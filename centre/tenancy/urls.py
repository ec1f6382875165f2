"""Addresses of the staff area that stand before Wagtail’s own, to show a user hers only."""

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from centre.tenancy.bulk import bulk_action, leave_out_tags
from centre.tenancy.page_choosers import OwnBrowseView, OwnLinkView

leave_out_tags()

urlpatterns = [
    path(
        "bulk/<str:app_label>/<str:model_name>/<str:action>/",
        bulk_action,
        name="wagtail_bulk_action",
    ),
    path(
        "choose-external-link/",
        OwnLinkView.as_view(),
        name="wagtailadmin_choose_page_external_link",
    ),
    path("choose-page/", OwnBrowseView.as_view(), name="wagtailadmin_choose_page"),
]
urlpatterns = decorate_urlpatterns(urlpatterns, require_admin_access)
urlpatterns = decorate_urlpatterns(urlpatterns, never_cache)
