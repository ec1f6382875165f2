"""Fill the database of ``DATABASE_URL`` with one commune and its directory.

``python -m bench.content 100`` writes a hundred services and a thousand dates of events. Only
their numbers vary. Needs, places and organisations are so few that each fills a page with services
at a hundred already: what grows from there on is the site, not the page.
"""

import datetime as dt
import io
import sys
from random import Random

import django

# How many dates of events a site of so many services has.
DATES = {50: 10, 100: 1_000, 10_000: 100_000}


def main(services: int) -> None:
    """Write the whole site: call it once on an empty, migrated database."""
    from django.db import connection, transaction

    from bench.events import write_dates
    from bench.services import write_services
    from centre.search.rebuild import rebuild

    with transaction.atomic():
        branch, index = write_front()
        write_reference()
        write_owned(branch)
        write_services(branch, index, services)
        write_dates(branch, branch.root_page.specific, DATES[services])
    rebuild()
    if connection.vendor == "postgresql":
        # As its own upkeep would have done long ago: without statistics it plans badly.
        connection.cursor().execute("ANALYZE")


def write_front():
    """Return the branch of one commune and its page of services, with the free pages."""
    from wagtail.models import Page, Site

    from bench.words import SENTENCES
    from centre.models import Commune, Region
    from centre.tenancy.branches import create_branch
    from home.models import CentreHomePage, CentrePhone, PartnersPage, StandardPage
    from services.models import ServiceIndexPage

    Site.objects.all().delete()
    root = Page.get_first_root_node()
    root.get_children().delete()
    root = Page.objects.get(pk=root.pk)
    body = [("heading", "Ce que l’on y fait"), ("text", f"<p>{' '.join(SENTENCES)}</p>")]
    home = CentreHomePage(
        title="Centre des essais", slug="centre", town_name="Ville", introduction=SENTENCES[0],
        body=body, phones=[CentrePhone(number="+22890000000")],
    )  # fmt: skip
    root.add_child(instance=home)
    commune = Commune(code="T1", name="Commune 1", region=Region.PLATEAUX, prefecture="Essais")
    commune.save()
    branch = create_branch(home, commune)
    index = home.add_child(instance=ServiceIndexPage(title="Services", slug="services"))
    home.add_child(instance=PartnersPage(title="Partenaires", slug="organisations", body=body))
    home.add_child(
        instance=StandardPage(
            title="Le centre", slug="le-centre", introduction=SENTENCES[1], body=body,
            image=picture(branch), image_is_decorative=True, show_in_menus=True,
        )
    )  # fmt: skip
    Site.objects.create(hostname="localhost", port=80, root_page=home, is_default_site=True)
    return branch, index


def picture(branch):
    """Return a picture with as much detail as a photo, in all its public sizes."""
    from django.core.files.images import ImageFile
    from PIL import Image, ImageFilter

    from centre.models import CentreImage
    from centre.pictures import make_renditions

    drawn = io.BytesIO()
    grain = Random(1).randbytes(150 * 100 * 3)
    small = Image.frombytes("RGB", (150, 100), grain).filter(ImageFilter.GaussianBlur(1.5))
    small.resize((1500, 1000)).save(drawn, "JPEG", quality=85)
    image = CentreImage(title="Image", collection=branch.collection)
    image.file = ImageFile(drawn, name="image.jpg")
    image.save()
    make_renditions(image)
    return image


def write_reference() -> None:
    """Write what all communes share: needs, languages, help numbers."""
    from bench.words import LANGUAGES, NEEDS
    from centre.models import Language
    from services import models

    models.Need.objects.bulk_create(
        models.Need(slug=slug, title=title, pictogram=drawing, sort_order=n)
        for n, (slug, title, drawing) in enumerate(NEEDS)
    )
    Language.objects.bulk_create(
        Language(code=code, name=name, sort_order=n) for n, (code, name) in enumerate(LANGUAGES)
    )
    models.HelpLine.objects.bulk_create(
        models.HelpLine(label=f"Numéro d’essai {n}", purpose=purpose, number=f"10{n:02}",
                        answered_by="Une personne formée", is_published=True, sort_order=n)
        for n, purpose in enumerate(models.HelpLinePurpose.values)
    )  # fmt: skip


def write_owned(branch) -> None:
    """Write what a commune owns: places with hours, organisations, holidays."""
    from services import models

    models.PublicHoliday.objects.bulk_create(
        models.PublicHoliday(branch=branch, date=dt.date(2026, month, 1), name=f"Fête {month}")
        for month in range(1, 13)
    )
    models.Organisation.objects.bulk_create(
        models.Organisation(branch=branch, name=f"Organisation {n}", slug=f"organisation-{n}",
                            kind=kind, town="Ville", role_in_project=f"Rôle {n}")
        for n, kind in enumerate(models.OrganisationKind.values[:5])
    )  # fmt: skip
    write_places(branch)


def write_places(branch, count: int = 5) -> None:
    """Write places with two slots from Monday to Friday, at hours that differ."""
    from services import models

    places = models.Place.objects.bulk_create(
        models.Place(branch=branch, name=f"Lieu {n}", slug=f"lieu-{n}", visibility="public",
                     town="Ville", transportation="Derrière le marché, portail bleu.")
        for n in range(count)
    )  # fmt: skip
    models.PlaceOpeningHours.objects.bulk_create(
        models.PlaceOpeningHours(place=place, weekday=day, opens_at=dt.time(opens + n % 2),
                                 closes_at=dt.time(closes, 30 * (n % 2)))
        for n, place in enumerate(places)
        for day in range(5)
        for opens, closes in ((7, 12), (14, 17))
    )  # fmt: skip


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
