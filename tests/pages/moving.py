"""A commune with one of everything, and how it is taken away and put back."""

import datetime as dt
import json
import zipfile
from io import BytesIO, StringIO
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from centre.archives import EPOCH, MANIFEST
from centre.models import CentreDocument, Recording, Role
from communes.transfer.archive import open_archive
from communes.transfer.importing import import_commune
from events.models import (
    Announcement,
    AttendanceCount,
    AttendanceReport,
    CountMethod,
    EventPartner,
)
from home.models import CentrePhone, LetterWord, RelatedPage
from services.models import PlacePhone, ServicePhone
from services.models.opening import ServiceOpeningHours
from tests.factories import (
    AwarenessEventPageFactory,
    EnrolmentFactory,
    HelpLineFactory,
    ImageFactory,
    LanguageFactory,
    NeedFactory,
    NewsPageFactory,
    OrganisationFactory,
    PartnersPageFactory,
    PlaceFactory,
    ProgrammePageFactory,
    PublicHolidayFactory,
    RegisterDeclarationFactory,
    ServicePageFactory,
    StandardPageFactory,
    ThemeFactory,
    TrainingCoursePageFactory,
    at_place,
    make_user,
    on,
    phone,
    week_hours,
)
from tests.factories.media import SoundFactory

TODAY = dt.date(2026, 11, 22)
NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)


class Furnished:
    """What stands in ``branch``: one of everything that travels."""

    def __init__(self, branch):
        self.branch = branch
        self.home = branch.root_page.specific
        self.team = {role: make_user(branch, role) for role in (Role.DIRECTOR, Role.PARTNER)}
        for user in self.team.values():
            user.first_name, user.last_name = "Afi", "Exemple"
            user.save()
        self._media()
        self._owned()
        self._pages()
        self._around()

    def _media(self):
        photos = self.branch.collection.add_child(name="Photos")
        self.picture = ImageFactory(branch=self.branch, title="Atelier")
        self.logo = ImageFactory(branch=self.branch, collection=photos, title="Logo")
        self.logo.tags.add("logo")
        self.document = CentreDocument(title="Règlement", collection=self.branch.collection)
        self.document.file = ContentFile(b"Article 1.\n", name="reglement.txt")
        self.document.save()
        self.sound = SoundFactory(branch=self.branch)

    def _owned(self):
        branch = self.branch
        self.place = PlaceFactory(
            branch=branch, name="Maison des femmes", entrance_photo=self.picture,
            opening_hours=week_hours(("08:00", "12:00")),
            phones=[phone(PlacePhone, "90 00 00 02")],
        )  # fmt: skip
        federation = OrganisationFactory(branch=branch, name="Zzz fédération", logo=self.logo)
        self.organisation = OrganisationFactory(
            branch=branch, name="Amies", place=self.place, parent_organisation=federation,
            focal_person="Ama Contact",
        )  # fmt: skip
        self.line = HelpLineFactory(
            branch=branch, verified_by=self.team[Role.DIRECTOR], languages=[LanguageFactory()]
        )
        PublicHolidayFactory(branch=branch)
        RegisterDeclarationFactory(branch=branch)

    def _pages(self):
        branch = self.branch
        self.service = ServicePageFactory(
            branch=branch, title="Écoute", image=self.picture, image_alt="Une table",
            organization=self.organisation, needs=[NeedFactory(title="Parler")],
            languages=[LanguageFactory()], phones=[phone(ServicePhone, "90 00 00 03")],
            owner=self.team[Role.PARTNER],
            service_at_locations=[
                at_place(self.place, week_hours(("09:00", "11:00"), model=ServiceOpeningHours))
            ],
        )  # fmt: skip
        self.service.save_revision().publish()
        self.programme = ProgrammePageFactory(branch=branch, budget="390000.00", months=24)
        self.event = AwarenessEventPageFactory(
            branch=branch, title="Causerie", place=self.place, programme=self.programme,
            themes=[ThemeFactory(title="Droits")],
            partners=[EventPartner(organisation=self.organisation, role="organise")],
        )  # fmt: skip
        self.course = TrainingCoursePageFactory(
            branch=branch, title="Couture", dates=[on("2026-12-07", "09:00", "12:00")]
        )
        self.news = NewsPageFactory(
            branch=branch, title="Récit", related=[RelatedPage(target=self.event)]
        )
        PartnersPageFactory(branch=branch)
        self.page = StandardPageFactory(branch=branch, title="Qui sommes-nous", body=self._body())
        self.page.recordings.add(Recording(language=LanguageFactory(), media=self.sound))
        self.page.save_revision().publish()
        self.page.title = "Brouillon"
        self.page.save_revision()
        self.draft = StandardPageFactory(branch=branch, title="Jamais publiée", live=False)
        self.alias = self.page.create_alias(
            parent=self.home, update_slug="encore", reset_translation_key=True
        )
        self.home.refresh_from_db()
        self.home.logo, self.home.place = self.logo, self.place
        self.home.phones = [phone(CentrePhone, "90 00 00 04")]
        self.home.save_revision().publish()

    def _body(self):
        self.picture.contextual_alt_text, self.picture.decorative = "Une table", False
        linked = (
            f'<p><a linktype="page" id="{self.service.pk}">Écoute</a> '
            f'<a linktype="document" id="{self.document.pk}">Règlement</a></p>'
        )
        return [
            ("heading", "Ici"),
            ("text", linked),
            ("picture", {"image": self.picture, "caption": "Atelier"}),
            ("documents", {"title": "", "documents": [self.document]}),
            ("audio", {"audio": self.sound, "caption": ""}),
            ("services", {"title": "", "services": [self.service]}),
            ("questions", {"title": "", "questions": [{"question": "Qui ?", "answer": linked}]}),
        ]

    def _around(self):
        report = AttendanceReport.objects.create(
            branch=self.branch, event=self.event, method=CountMethod.PAPER, total=12,
            entered_by=self.team[Role.DIRECTOR],
        )  # fmt: skip
        AttendanceCount.objects.create(report=report, sex="f", age_band="18-24", count=7)
        Announcement.objects.create(event=self.event, medium="sms", text="Venez", made_from="-")
        LetterWord.objects.create(
            page=self.news.get_parent().specific, month=dt.date(2026, 11, 1), text="Merci."
        )
        self.enrolment = EnrolmentFactory(course=self.course, name="Prénom secret")
        restriction = PageViewRestriction.objects.create(
            page=self.draft, restriction_type="password", password="sésame-ouvre-toi"
        )
        assert restriction.pk
        Redirect.objects.create(
            old_path=f"{self.prefix()}/ancien", redirect_page=self.service.page_ptr
        )

    def prefix(self) -> str:
        """Return the address of the commune without its last slash."""
        return (self.home.get_url_parts()[2] or "").rstrip("/")


def run(command, *arguments) -> str:
    """Run a command and return what it prints."""
    out = StringIO()
    call_command(command, *map(str, arguments), stdout=out)
    return out.getvalue()


def bring(path, **options):
    """Import the archive ``path``."""
    return import_commune(open_archive(path), timezone.localdate(), **options)


def fingerprints(path) -> dict[str, str]:
    """Return the fingerprint of every member of an archive."""
    members = open_archive(path).manifest.members
    return {name: said["sha256"] for name, said in members.items()}


def read_members(path) -> dict[str, bytes]:
    """Return the members of an archive."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def forge(path, members: dict[str, bytes], target: Path) -> Path:
    """Write to ``target`` the archive ``path`` with other ``members``, and a manifest that fits."""
    from hashlib import sha256

    content = read_members(path) | members
    manifest = json.loads(content[MANIFEST])
    manifest["members"] = {
        name: {"size": len(data), "sha256": sha256(data).hexdigest()}
        for name, data in content.items()
        if name != MANIFEST
    }
    content[MANIFEST] = json.dumps(manifest).encode()
    return rezip(content, target)


def rezip(members: dict[str, bytes], target: Path) -> Path:
    """Write a zip of ``members`` to ``target``, as it is told."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), data, zipfile.ZIP_DEFLATED)
    target.write_bytes(file.getvalue())
    return target
