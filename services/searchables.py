"""What the public search may know of the directory: a whitelist of public fields."""

from centre.formats import phone_in_words
from centre.models import Branch
from centre.search.documents import BODY, KEYWORDS, SUMMARY, TITLE, Document
from centre.search.registry import register_searchable
from services.models import HelpLine, Need, Organisation, Place, ServicePage, ServiceStatus


def service_document(service: ServicePage) -> Document | None:
    """Return what finds a service, nothing for one that ended."""
    branch = service.owner_branch
    if branch is None or service.status == ServiceStatus.DEFUNCT:
        return None
    needs = " ".join(f"{need.title} {need.hint}" for need in service.needs.all())
    return Document(
        branch_id=branch.pk,
        kind="service",
        title=service.title,
        summary=service.introduction,
        url=relative_url(service, branch),
        texts={
            TITLE: f"{service.title} {service.alternate_name}",
            KEYWORDS: f"{service.keywords} {needs}",
            SUMMARY: service.introduction,
            BODY: " ".join(
                [
                    service.eligibility_description,
                    *service.get_searchable_body(),
                ]
            ),
        },
    )


def place_document(place: Place) -> Document:
    """Return what finds a public place."""
    return Document(
        branch_id=place.branch_id,
        kind="place",
        title=place.name,
        summary=place.town,
        url=f"lieux/{place.slug}/",
        texts={
            TITLE: f"{place.name} {place.alternate_name}",
            SUMMARY: f"{place.town} {place.canton}",
            BODY: place.transportation,
        },
    )


def organisation_document(organisation: Organisation) -> Document:
    """Return what finds an organisation."""
    return Document(
        branch_id=organisation.branch_id,
        kind="organisation",
        title=organisation.name,
        summary=organisation.get_kind_display(),
        url=f"organisations/{organisation.slug}/",
        texts={
            TITLE: f"{organisation.name} {organisation.alternate_name}",
            SUMMARY: organisation.get_kind_display(),
            BODY: organisation.description,
        },
    )


def help_line_document(line: HelpLine) -> Document:
    """Return what finds a help number; a national one is found in every branch."""
    return Document(
        branch_id=line.branch_id,
        kind="helpline",
        title=line.label,
        summary=" · ".join(filter(None, (phone_in_words(line.number), line.answered_by))),
        url="numeros-utiles/",
        texts={
            TITLE: f"{line.label} {line.number}",
            KEYWORDS: line.get_purpose_display(),
            SUMMARY: line.answered_by,
        },
    )


def relative_url(page, branch: Branch) -> str:
    """Return the address of ``page`` relative to the root of ``branch``."""
    return page.url_path.removeprefix(branch.root_page.url_path)


def register() -> None:
    """Tell the search what the directory holds."""
    register_searchable(
        ServicePage,
        service_document,
        public=lambda: ServicePage.objects.live().public().prefetch_related("needs"),
        depends_on={Need: "needs"},
    )
    register_searchable(Place, place_document, public=Place.objects.public)
    register_searchable(Organisation, organisation_document)
    register_searchable(HelpLine, help_line_document, public=HelpLine.objects.published)
