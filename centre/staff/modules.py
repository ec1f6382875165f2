"""What a commune has switched off, in the staff area: no menu, no button, no editor.

What is asked for all the same is refused with a sentence.
"""

from collections import Counter
from functools import reduce, wraps
from operator import or_

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.template.response import TemplateResponse
from django.urls import reverse
from wagtail.admin.views.home import RecentEditsPanel
from wagtail.admin.views.pages.create import AddSubpageView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Page
from wagtail.utils.urlpatterns import decorate_urlpatterns

from centre.models.branch import Branch
from centre.modules import is_closed_at, modules_of
from centre.querysets import closed_pages, is_closed
from centre.tenancy.gate import named

# What else an address may name that is about a page, by the field that leads to it.
_about: dict[type, str] = {}


def register_about_page(model: type, field: str) -> None:
    """Say that an object of ``model`` is about the page that its ``field`` names."""
    _about[model] = field


def is_closed_for(user, model) -> bool:
    """Return whether pages of the type ``model`` are closed in every commune ``user`` works in.

    The federation's own pages stay open. Asked once for a request, whatever the type.
    """
    if not hasattr(user, "_closed_types"):
        user._closed_types = _closed_types(user)
    return ContentType.objects.get_for_model(model).pk in user._closed_types


def _closed_types(user) -> set[int]:
    hers = Branch.objects.for_user(user).values_list("pk", "closed_types__content_type")
    rows = set(hers)
    branches = {branch for branch, _type in rows}
    counted = Counter(type_id for _branch, type_id in rows if type_id)
    closed = {type_id for type_id, count in counted.items() if count == len(branches)}
    if not (closed and user.is_superuser):
        return closed
    above = Page.objects.filter(content_type__in=closed).exclude(is_closed()).order_by()
    return closed - set(above.values_list("content_type", flat=True).distinct())


def refusal(request, model):
    """Return the answer to who asks for a page of the type ``model``, which is switched off."""
    context = {"modules": [module.label for module in modules_of(model)]}
    return TemplateResponse(request, "wagtailadmin/module_off.html", context, status=403)


def refuse_closed(model):
    """Make a view refuse who works only where pages of the type ``model`` are switched off."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if is_closed_for(request.user, model):
                return refusal(request, model)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


class ClosableListingViewSet(PageListingViewSet):
    """Abstract: a flat list of pages that goes away with the page type ``closes_with``."""

    closes_with: type[Page]

    def get_menu_item(self, order=None):
        """Return the entry of the menu, hidden where the list is refused."""
        item = super().get_menu_item(order)
        item.is_shown = lambda request: not is_closed_for(request.user, self.closes_with)
        return item

    def get_urlpatterns(self):
        return decorate_urlpatterns(super().get_urlpatterns(), refuse_closed(self.closes_with))


class OpenRecentEditsPanel(RecentEditsPanel):
    """What she last worked on and can still open."""

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        ids = [page.pk for _date, page in context["last_edits"]]
        closed = set(Page.objects.filter(is_closed(), pk__in=ids).values_list("pk", flat=True))
        context["last_edits"] = [one for one in context["last_edits"] if one[1].pk not in closed]
        return context


class OpenAddSubpageView(AddSubpageView):
    """The types of page that may be added, without those that are switched off."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        path = self.parent_page.path
        context["page_types"] = [
            one for one in context["page_types"] if not is_closed_at(_model(*one[1:3]), path)
        ]
        return context


def without_closed(pages, request):
    """Receive ``construct_page_chooser_queryset``."""
    return pages.exclude(pk__in=closed_pages())


def refuse_closed_among(request, action_type, objects, action):
    """Receive ``before_bulk_action``: nothing is done with several pages if one is closed."""
    ids = [one.pk for one in objects if isinstance(one, Page)]
    closed = Page.objects.filter(is_closed(), pk__in=ids).first()
    return refusal(request, closed.specific_class) if closed else None


class ModulesMiddleware:
    """Refuse the addresses of the staff area that are about a closed page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Answer in the place of a view about a closed page of hers; leave others to the view."""
        if not request.path.startswith(reverse("wagtailadmin_home")):
            return None
        if not (kwargs and request.user.has_perm("wagtailadmin.access_admin")):
            return None
        model = _closed_type(request)
        return refusal(request, model) if model else None


def _closed_type(request) -> type[Page] | None:
    asked = _asked(request)
    if not asked:
        return None
    hers = Branch.objects.for_user(request.user)
    pages = Page.objects.filter(reduce(or_, asked))
    for page in pages.filter(is_closed()):
        if hers.for_path(page.path).exists():
            return page.specific_class
    return _closed_type_to_add(request, pages)


def _asked(request) -> list[Q]:
    """Return a condition for each page that the address names, or is about."""
    asked = []
    for model, key in named(request.resolver_match):
        if not str(key).isdigit():
            continue
        if issubclass(model, Page):
            asked.append(Q(pk=key))
        elif field := _about.get(model):
            asked.append(Q(pk__in=model.objects.filter(pk=key).values(field)))
    return asked


def _closed_type_to_add(request, parents) -> type[Page] | None:
    """Return the type of page that an address would add, if it is closed there."""
    said = request.resolver_match.kwargs
    if "content_type_model_name" not in said or "parent_page_id" not in said:
        return None
    model = _model(said["content_type_app_name"], said["content_type_model_name"])
    parent = parents.first()
    return model if model and parent and is_closed_at(model, parent.path) else None


def _model(app_label: str, name: str) -> type[Page] | None:
    try:
        return apps.get_model(app_label, name)
    except LookupError:
        return None
