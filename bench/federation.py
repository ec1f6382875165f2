"""Fill the database of ``DATABASE_URL`` with a federation.

``python -m bench.federation 117`` writes the portal and the centres of so many communes, each with
forty services and two hundred events. The list of the 117 communes is there whatever their number.
Printed as JSON: what a request to the staff area of one commune needs.
"""

import json
import sys

import django

FEW, MANY = 5, 117
SERVICES, EVENTS = 40, 200
# What is made anew by the command, to see how long that takes.
NEW = [f"Nouvelle {number}" for number in range(1, 4)]


def main(count: int) -> None:
    """Write the whole site: call it once on an empty, migrated database."""
    from django.db import connection, transaction

    from bench.content import write_reference

    with transaction.atomic():
        write_reference()
        portal = write_portal()
        branches = [write_commune(portal, commune) for commune in communes()[:count]]
    if connection.vendor == "postgresql":
        connection.cursor().execute("ANALYZE")
    print(json.dumps(staff_of(branches[0])))


def communes() -> list:
    """Return the communes in the order of the list, and write a few more without a centre."""
    from centre.models import Commune, Region
    from centre.reference import load_communes

    load_communes()
    found = list(Commune.objects.order_by("code"))
    Commune.objects.bulk_create(
        Commune(code=f"N{n}", name=name, region=Region.PLATEAUX, prefecture="Essais")
        for n, name in enumerate(NEW)
    )
    return found


def write_portal():
    """Return the portal, served at every host, with its list of communes."""
    from wagtail.models import Page, Site

    from bench.words import SENTENCES
    from communes.models import FederationHomePage, PartnerCommuneIndexPage

    Site.objects.all().delete()
    root = Page.get_first_root_node()
    root.get_children().delete()
    portal = Page.objects.get(pk=root.pk).add_child(
        instance=FederationHomePage(
            title="Les communes", slug="communes-ensemble", federation_name="Fédération des essais",
            introduction=SENTENCES[0],
        )
    )  # fmt: skip
    portal.add_child(instance=PartnerCommuneIndexPage(title="Communes", slug="communes"))
    Site.objects.create(hostname="localhost", port=80, root_page=portal, is_default_site=True)
    return portal


def write_commune(portal, commune):
    """Return the branch of a commune, with its services, its events and its partner page."""
    from django.utils.text import slugify

    from bench.content import write_owned
    from bench.events import write_events
    from bench.services import write_services
    from bench.words import SENTENCES
    from centre.tenancy.branches import create_branch
    from communes.models import PartnerCommuneIndexPage, PartnerCommunePage
    from home.models import CentreHomePage
    from services.models import ServiceIndexPage

    slug = slugify(commune.name)
    home = CentreHomePage(title=f"Centre de {commune}", slug=slug, town_name="Ville",
                          introduction=SENTENCES[1])  # fmt: skip
    portal.add_child(instance=home)
    branch = create_branch(home, commune)
    write_owned(branch)
    index = home.add_child(instance=ServiceIndexPage(title="Services", slug="services"))
    write_services(branch, index, SERVICES)
    write_events(branch, home, EVENTS, 1)
    listed = PartnerCommuneIndexPage.objects.get()
    listed.add_child(instance=PartnerCommunePage(title=str(commune), slug=slug, commune=commune))
    return branch


def staff_of(branch) -> dict[str, str]:
    """Return the cookie of a director of ``branch`` and the address of her pages."""
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.urls import reverse

    from centre.models import Role

    user = get_user_model().objects.create_user("directrice")
    user.groups.add(branch.branch_groups.get(role=Role.DIRECTOR).group)
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {
        "cookie": f"{settings.SESSION_COOKIE_NAME}={session}",
        "explorer": reverse("wagtailadmin_explore", args=[branch.root_page_id]),
    }


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
