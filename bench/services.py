"""Many services at once: the tree's own methods write them one by one.

Django refuses ``bulk_create`` on a model with a parent model, so the rows of the pages and those
of the services are written in turn.
"""

import datetime as dt
import uuid
from random import Random

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Locale, Page

from bench import words
from centre.models import Language
from services.models import (
    CostOption,
    Need,
    Organisation,
    Place,
    RequiredDocument,
    ServiceAtLocation,
    ServiceOpeningHours,
    ServicePage,
    ServicePhone,
)

BATCH = 500
OWN_HOURS_EVERY = 25


def write_services(branch, index, count: int) -> None:
    """Write ``count`` services below the page ``index``, with all that hangs on them."""
    random = Random(count)
    shared = {
        "content_type": ContentType.objects.get_for_model(ServicePage),
        "locale": Locale.get_default(),
    }
    pages = [page_row(index, number, shared) for number in range(count)]
    Page.objects.bulk_create(pages, batch_size=BATCH)
    Page.objects.filter(pk=index.pk).update(numchild=count)
    organisations = list(Organisation.objects.filter(branch=branch))
    services = [service_row(page, organisations, random) for page in pages]
    insert_children(ServicePage, services)
    write_relations(services, random)
    write_rows(services)
    write_locations(services, list(Place.objects.filter(branch=branch)))


def page_row(index, number: int, shared: dict, name: str = "service") -> Page:
    """Return the page ``number``, not yet saved; ``shared``: values of all pages."""
    slug = f"{name}-{number}"
    now = timezone.now()
    return Page(
        path=Page._get_path(index.path, index.depth + 1, number + 1),
        depth=index.depth + 1,
        title=words.title(number),
        draft_title=words.title(number),
        slug=slug,
        url_path=f"{index.url_path}{slug}/",
        translation_key=uuid.uuid4(),
        live=True,
        first_published_at=now,
        last_published_at=now,
        **shared,
    )


def service_row(page: Page, organisations: list, random: Random) -> ServicePage:
    """Return the service of a saved page, not yet saved."""
    values = {field.attname: getattr(page, field.attname) for field in Page._meta.concrete_fields}
    return ServicePage(
        **values,
        page_ptr_id=page.pk,
        introduction=words.sentences(random, 2)[:160],
        keywords=", ".join(random.sample(words.THINGS, 4)),
        eligibility_description="Toute femme de la commune.",
        is_free=random.random() < 0.7,
        can_come_without=random.random() < 0.5,
        women_only=random.random() < 0.2,
        organization=random.choice(organisations),
        assured_date=dt.date(2026, 1, 1),
        description=[("text", f"<p>{words.sentences(random, 4)}</p>")],
        application_process=[
            ("step", {"title": f"Étape {n}", "text": words.sentences(random, 1)})
            for n in range(1, 4)
        ],
    )


def insert_children(model, instances) -> None:
    """Insert the rows of ``model`` alone, whose parent rows are already there."""
    fields = model._meta.local_concrete_fields
    for at in range(0, len(instances), BATCH):
        model._base_manager._insert(instances[at : at + BATCH], fields=fields, using="default")


def write_relations(services, random: Random) -> None:
    """Give each service one or two needs and two languages."""
    for name, model, most in (("needs", Need, 2), ("languages", Language, 2)):
        through = ServicePage._meta.get_field(name).remote_field.through
        ids = list(model.objects.values_list("pk", flat=True))
        target = f"{model._meta.model_name}_id"
        rows = [
            through(servicepage_id=service.pk, **{target: pk})
            for service in services
            for pk in random.sample(ids, most)
        ]
        through.objects.bulk_create(rows, batch_size=BATCH)


def write_rows(services) -> None:
    """Give each service a phone, two papers to bring and, when it is not free, a price."""
    phones, papers, costs = [], [], []
    for n, service in enumerate(services):
        phones.append(ServicePhone(page=service, number=f"+228900{n:05}", sort_order=0))
        papers += [
            RequiredDocument(page=service, document=name, sort_order=order)
            for order, name in enumerate(("Une pièce d’identité", "Le carnet de santé"))
        ]
        if not service.is_free:
            costs.append(CostOption(page=service, option="La séance", amount=500, sort_order=0))
    for model, rows in ((ServicePhone, phones), (RequiredDocument, papers), (CostOption, costs)):
        model.objects.bulk_create(rows, batch_size=BATCH)


def write_locations(services, places) -> None:
    """Put each service in a place; every twenty-fifth has hours of its own."""
    links = ServiceAtLocation.objects.bulk_create(
        [
            ServiceAtLocation(page=service, place=places[n % len(places)], sort_order=0)
            for n, service in enumerate(services)
        ],
        batch_size=BATCH,
    )
    hours = [
        ServiceOpeningHours(service_at_location=link, weekday=n % 5,
                            opens_at=dt.time(8 + n % 3), closes_at=dt.time(12))
        for n, link in enumerate(links[::OWN_HOURS_EVERY])
    ]  # fmt: skip
    ServiceOpeningHours.objects.bulk_create(hours, batch_size=BATCH)
