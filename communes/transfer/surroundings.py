"""What is around the pages of a commune: collections, host names, redirects, order, team."""

from django.db.models import Q
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from centre.models import Branch
from centre.tenancy.team import members, roles_in
from communes.transfer.encode import Encoder
from communes.transfer.names import Names, collections_of, page_key
from communes.transfer.pages import pages_of, restrictions_of


def encode_branch(branch: Branch) -> dict:
    """Return what an archive says of ``branch`` itself, and of who works there."""
    return {
        "uuid": str(branch.uuid),
        "commune": branch.commune.code,
        "template_version": branch.template_version,
        "root": page_key(branch.root_page),
        "hosts": sorted(sites_of(branch).values_list("hostname", flat=True)),
        "collections": {
            place: restrictions_of(collection.view_restrictions.all())
            for place, collection in collection_places(branch).items()
        },
        "team": _team(branch),
    }


def _team(branch: Branch) -> list[dict]:
    """Return who is in the team, without a password or anything else of an account."""
    roles = roles_in(branch)
    return [
        {
            "email": user.email.lower(),
            "first_name": user.first_name,
            "last_name": user.last_name,
            "role": roles[user.pk].value,
        }
        for user in members(branch).exclude(email="").order_by("email", "pk")
    ]


def collection_places(branch: Branch) -> dict:
    """Return the collections of ``branch`` by their place below its own, which is at ""."""
    names, found = {}, {}
    for collection in collections_of(branch):
        above = names.get(collection.path[: -collection.steplen])
        place = "" if above is None else f"{above}/{collection.name}".lstrip("/")
        names[collection.path] = found_at = place
        found[found_at] = collection
    return found


def encode_tree(branch: Branch) -> list[list]:
    """Return every page with the one above it, in the order of the menus."""
    names = {page.path: page_key(page) for page in pages_of(branch)}
    return [[name, names.get(path[: -Page.steplen])] for path, name in names.items()]


def encode_redirects(branch: Branch, encoder: Encoder) -> list[dict]:
    """Return the redirects to the pages of ``branch`` and from its own hosts.

    ``path`` is below the address of the commune, wherever that is.
    """
    prefix, said = prefix_of(branch), []
    for one in redirects_of(branch):
        if not one.old_path.startswith(f"{prefix}/"):
            encoder.lost.add(f"{one._meta.verbose_name} {one.old_path}")
            continue
        said.append(
            {
                "path": one.old_path.removeprefix(prefix),
                "page": encoder.reference(Page, one.redirect_page_id),
                "route": one.redirect_page_route_path,
                "link": one.redirect_link,
                "is_permanent": one.is_permanent,
                "is_automatic": one.automatically_created,
            }
        )
    return said


def add_redirects(branch: Branch, said: list[dict], names: Names) -> tuple[int, list[str]]:
    """Add the redirects that are missing; return how many, and those whose page is not here."""
    prefix, site = prefix_of(branch), sites_of(branch).first()
    added, lost = 0, []
    for one in said:
        path = prefix + one["path"]
        page = names.find(Page, one["page"]) if one["page"] else None
        if Redirect.objects.filter(old_path=path, site=site).exists():
            continue
        if page is None and not one["link"]:
            lost.append(path)
            continue
        made = Redirect(
            old_path=path,
            site=site,
            redirect_page_id=page,
            redirect_page_route_path=one["route"],
            redirect_link=one["link"],
            is_permanent=one["is_permanent"],
            automatically_created=one["is_automatic"],
        )
        made.full_clean()
        made.save()
        added += 1
    return added, lost


def redirects_of(branch: Branch):
    """Return the redirects that belong to ``branch``."""
    hers = Q(redirect_page__path__startswith=branch.root_page.path)
    own = Q(site__root_page=branch.root_page)
    return Redirect.objects.filter(hers | own).order_by("old_path", "pk")


def sites_of(branch: Branch):
    """Return the sites that ``branch`` has to itself."""
    return Site.objects.filter(root_page=branch.root_page).order_by("hostname", "port")


def prefix_of(branch: Branch) -> str:
    """Return the address of ``branch`` without its last slash: "" or "/ogou-1"."""
    parts = branch.root_page.get_url_parts()
    return (parts[2] or "").rstrip("/") if parts else ""
