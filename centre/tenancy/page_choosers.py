"""The windows in which one picks a page: they show a user hers only.

Wagtail starts them at the root of the whole tree, or at the lowest page above all of a type,
and takes a pasted address for the page that answers there, whosever it is.
"""

from wagtail.admin.views.chooser import BrowseView, ExternalLinkView
from wagtail.models import Collection, Page

from centre.tenancy.reach import reach_of


def hers_only(objects, request):
    """Answer Wagtail’s hooks: keep of ``objects``, pages or files, those within her reach.

    A page that leads to hers is kept too, or who works in two communes could not walk to them.
    """
    if request.user.is_superuser:
        return objects
    reach = reach_of(request)
    if not issubclass(objects.model, Page):
        # A list of keys, which a search can filter by too.
        hers = Collection.objects.filter(reach.collections()).values_list("pk", flat=True)
        return objects.filter(collection__in=list(hers))
    return objects.filter(reach.pages() | reach.passed())


class OwnBrowseView(BrowseView):
    """Starts at the lowest page above everything of hers."""

    def get(self, request, parent_page_id=None):
        if parent_page_id is None and not request.user.is_superuser:
            start = Page.objects.filter(path=reach_of(request).root_path).first()
            parent_page_id = start and start.pk
        return super().get(request, parent_page_id)


class OwnLinkView(ExternalLinkView):
    """Leaves an address as it was pasted when the page that answers there is not hers."""

    def render_chosen_response(self, result):
        page_id = result.get("id")
        is_foreign = page_id and not reach_of(self.request).holds(Page, page_id)
        if is_foreign and not self.request.user.is_superuser:
            result = self.get_result_data()
        return super().render_chosen_response(result)
