"""Branches, staff, territory and images."""

import factory
from django.contrib.auth import get_user_model
from django.utils.text import slugify
from wagtail.models import Page, Site
from wagtail_factories import ImageFactory as WagtailImageFactory

from centre.models import Branch, CentreImage, Commune, Language, Region, Role
from centre.tenancy.branches import create_branch
from tests.factories.base import ValidModelFactory, default_branch

PASSWORD = "correct-horse-battery"


class CommuneFactory(ValidModelFactory):
    class Meta:
        model = Commune
        django_get_or_create = ("name",)

    code = factory.Sequence(lambda n: f"T{n:05}")
    name = factory.Sequence(lambda n: f"Commune {n}")
    region = Region.PLATEAUX
    prefecture = "Ogou"


class LanguageFactory(ValidModelFactory):
    class Meta:
        model = Language
        django_get_or_create = ("code",)

    code = "fr"
    name = "Français"
    autonym = factory.SelfAttribute("name")
    autonym_confirmed = True


class ImageFactory(WagtailImageFactory):
    """A plain picture of 800 × 600 in the collection of ``branch``."""

    class Meta:
        model = CentreImage

    class Params:
        branch = factory.LazyFunction(default_branch)

    title = factory.Sequence(lambda n: f"Image {n}")
    collection = factory.SelfAttribute("branch.collection")
    file = factory.django.ImageField(width=800, height=600, color="teal", format="JPEG")


def make_branch(
    name="Ogou 1", *, slug=None, hostname=None, is_default_site=False, parent=None, **home
) -> Branch:
    """Return the branch of the commune ``name``, made when there is none yet.

    It has its home page under ``parent``, by default the tree's root (at ``slug``, by default that
    of the name), a list of services at ``services``, its groups and its collection; with
    ``hostname`` or ``is_default_site``, a site too. ``home``: fields of the home page.
    """
    from tests.factories.home import CentreHomePageFactory
    from tests.factories.services import ServiceIndexPageFactory

    branch = Branch.objects.filter(commune__name=name).first()
    if branch is None:
        home.setdefault("title", f"Centre de {name}")
        page = CentreHomePageFactory(
            parent=parent or Page.get_first_root_node(), slug=slug or slugify(name), **home
        )
        branch = create_branch(page, CommuneFactory(name=name))
        ServiceIndexPageFactory(branch=branch)
    if hostname or is_default_site:
        make_site(branch, hostname or "localhost", is_default_site)
    return branch


def make_site(branch, hostname: str, is_default_site: bool) -> Site:
    """Serve ``branch`` at the root of ``hostname``; as default site, instead of the present one."""
    if is_default_site:
        Site.objects.filter(is_default_site=True).exclude(hostname=hostname).delete()
    site = Site.objects.filter(hostname=hostname).first() or Site(hostname=hostname)
    site.root_page = branch.root_page
    site.is_default_site = is_default_site
    site.full_clean()
    site.save()
    return site


def make_user(branch: Branch, role: Role, username: str = ""):
    """Return a member of staff of ``branch``; her password is ``PASSWORD``."""
    username = username or f"{role.value}-{branch.root_page.slug}"
    user = get_user_model().objects.filter(username=username).first()
    if user is None:
        user = get_user_model().objects.create_user(username, f"{username}@example.com", PASSWORD)
    user.groups.add(branch.branch_groups.get(role=role).group)
    return user


def make_superuser(username: str = "federation"):
    """Return a user of the federation, who may do everything."""
    users = get_user_model().objects
    return users.filter(username=username).first() or users.create_superuser(
        username, f"{username}@example.com", PASSWORD
    )
