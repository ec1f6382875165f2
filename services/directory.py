"""What the directory of one branch knows, read once and kept until something changes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain

from django.db.models import Exists, OuterRef, Q, QuerySet

from centre.cache.snapshot import snapshot
from centre.models import Branch, CentreImage, CentreMedia, Language
from centre.pictures import keep_renditions, public_sizes
from centre.reading import read_together
from services.hours import Schedule
from services.models import (
    ExceptionalHours,
    HelpLine,
    Need,
    NeedRecording,
    Organisation,
    Phone,
    Place,
    PlaceOpeningHours,
    PlacePhone,
    PublicHoliday,
    ServiceAtLocation,
    ServiceOpeningHours,
    ServicePage,
    Visibility,
)

UNKNOWN = Schedule()


@dataclass(frozen=True)
class Directory:
    """The small reference data that most pages of a branch need.

    ``needs`` and ``languages`` are those that some service answers or is given in.
    """

    needs: list[Need]
    languages: list[Language]
    help_lines: list[HelpLine]
    places: dict[int, Place]
    organisations: list[Organisation]
    place_schedules: dict[int, Schedule] = field(default_factory=dict)
    own_schedules: dict[int, Schedule] = field(default_factory=dict)
    place_phones: dict[int, list[Phone]] = field(default_factory=dict)
    centre_phones: list[Phone] = field(default_factory=list)

    def phones_for(self, own: list[Phone], place_ids: Iterable[int]) -> list[Phone]:
        """Return the numbers of a service: its own, else its places', else the centre's."""
        if own:
            return own
        theirs = [self.place_phones.get(place_id, []) for place_id in dict.fromkeys(place_ids)]
        return list(chain.from_iterable(theirs)) or self.centre_phones

    def schedule_at(self, link_id: int, place_id: int) -> Schedule:
        """Return the hours of a service at a place: its own, else the place's."""
        return self.own_schedules.get(link_id) or self.schedule_of_place(place_id)

    def schedule_of_place(self, place_id: int | None) -> Schedule:
        """Return the usual hours of a place, unknown when nobody gave them."""
        return self.place_schedules.get(place_id, UNKNOWN)

    def public_places(self) -> list[Place]:
        """Return the places that have a public page."""
        return [place for place in self.places.values() if place.is_public]


def directory_of(branch: Branch) -> Directory:
    """Return the directory of ``branch`` (no query while nothing has changed)."""
    return snapshot(branch, "directory", _build)


def _build(branch: Branch) -> Directory:
    read = read_together(**_querysets(branch))
    for line in read["help_lines"]:
        ids = {row.language_id for row in read["spoken"] if row.helpline_id == line.pk}
        line.languages = [language for language in read["languages"] if language.pk in ids]
    _give_needs_their_voice(read)
    keep_renditions(read["images"], read["sizes"])
    images = {image.pk: image for image in read["images"]}
    for organisation in read["organisations"]:
        organisation.logo = images.get(organisation.logo_id)
    for place in read["places"]:
        place.entrance_photo = images.get(place.entrance_photo_id)
    schedules = _Schedules(read)
    return Directory(
        needs=read["needs"],
        languages=read["languages_used"],
        help_lines=read["help_lines"],
        places={place.pk: place for place in read["places"]},
        organisations=read["organisations"],
        place_schedules=schedules.of_places(),
        own_schedules=schedules.of_services(),
        place_phones=_phones_of_places(read),
        centre_phones=[_borrowed(phone, branch.root_page) for phone in read["centre_phones"]],
    )


def _querysets(branch: Branch) -> dict[str, QuerySet]:
    lines = HelpLine.objects.published().for_branch(branch.pk)
    places = Place.objects.filter(branch=branch)
    organisations = Organisation.objects.filter(branch=branch)
    images = CentreImage.objects.filter(
        Q(pk__in=organisations.order_by().values("logo"))
        | Q(pk__in=places.order_by().values("entrance_photo"))
    )
    # The model of the home page is of a floor above: the page says which it is.
    numbers = branch.root_page.specific_class._meta.get_field("phones").related_model
    own_hours = ServiceOpeningHours.objects.filter(service_at_location__place__branch=branch)
    return {
        "needs": Need.objects.filter(_is_used(branch, "needs", "need")),
        "voices": NeedRecording.objects.all(),
        "sounds": CentreMedia.objects.filter(pk__in=NeedRecording.objects.values("media")),
        "languages": Language.objects.all(),
        "languages_used": Language.objects.filter(_is_used(branch, "languages", "language")),
        "help_lines": lines,
        "spoken": HelpLine.languages.through.objects.filter(helpline__in=lines.order_by()),
        "places": places,
        "place_phones": PlacePhone.objects.filter(place__branch=branch).exclude(
            place__visibility=Visibility.CONFIDENTIAL
        ),
        "centre_phones": numbers.objects.filter(page=branch.root_page_id),
        "organisations": organisations,
        "images": images,
        "sizes": public_sizes(images),
        "holidays": PublicHoliday.objects.filter(branch=branch),
        "exceptional": ExceptionalHours.objects.filter(place__branch=branch),
        "place_hours": PlaceOpeningHours.objects.filter(place__branch=branch),
        "own_hours": own_hours,
        "links": ServiceAtLocation.objects.filter(
            pk__in=own_hours.order_by().values("service_at_location")
        ),
    }


def _is_used(branch: Branch, relation: str, target: str) -> Exists:
    """Tell whether an offered service of ``branch`` has a ``target`` in its ``relation``."""
    through = ServicePage._meta.get_field(relation).remote_field.through
    offered = ServicePage.objects.offered(branch.root_page).order_by().values("pk")
    rows = through.objects.filter(**{f"{target}_id": OuterRef("pk")}, servicepage__in=offered)
    return Exists(rows)


def _give_needs_their_voice(read: dict[str, list]) -> None:
    sounds = {sound.pk: sound for sound in read["sounds"]}
    languages = {language.pk: language for language in read["languages"]}
    for voice in read["voices"]:
        voice.media, voice.language = sounds[voice.media_id], languages[voice.language_id]
    for need in read["needs"]:
        need.recordings = [voice for voice in read["voices"] if voice.need_id == need.pk]


def _phones_of_places(read: dict[str, list]) -> dict[int, list[Phone]]:
    places = {place.pk: place for place in read["places"]}
    phones = defaultdict(list)
    for phone in read["place_phones"]:
        phones[phone.place_id].append(_borrowed(phone, places[phone.place_id]))
    return phones


def _borrowed(phone: Phone, owner) -> Phone:
    phone.whose = str(owner)
    return phone


class _Schedules:
    """The hours of a branch. Holidays and exceptions of a place hold for its services too."""

    def __init__(self, read: dict[str, list]):
        self.holidays = {holiday.date: holiday.name for holiday in read["holidays"]}
        self.exceptional = defaultdict(list)
        for row in read["exceptional"]:
            self.exceptional[row.place_id].append(row.as_period())
        self.place_slots = _slots_by(read["place_hours"], "place_id")
        self.own_slots = _slots_by(read["own_hours"], "service_at_location_id")
        self.place_of = {link.pk: link.place_id for link in read["links"]}
        self._known: dict[Schedule, Schedule] = {}

    def of_places(self) -> dict[int, Schedule]:
        """Return the schedule of each place that has hours, by its id."""
        places = self.place_slots.keys() | self.exceptional.keys()
        return {place: self._schedule(self.place_slots[place], place) for place in places}

    def of_services(self) -> dict[int, Schedule]:
        """Return the schedule of each service at a place with its own hours, by its id."""
        return {
            link: self._schedule(slots, self.place_of[link])
            for link, slots in self.own_slots.items()
        }

    def _schedule(self, slots, place_id: int) -> Schedule:
        """Return one schedule for all who have the same hours: it remembers its answers."""
        schedule = Schedule(
            slots=tuple(slots),
            exceptional=tuple(self.exceptional.get(place_id, ())),
            holidays=self.holidays,
        )
        return self._known.setdefault(schedule, schedule)


def _slots_by(rows, owner: str) -> defaultdict:
    slots = defaultdict(list)
    for row in rows:
        slots[getattr(row, owner)].append(row.as_slot())
    return slots
