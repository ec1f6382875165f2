"""Where a reader is: any commune, prefecture or region, however she writes it."""

from dataclasses import dataclass
from functools import cached_property

from anyascii import anyascii
from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from centre.models import Commune, Region
from centre.models.territory import compact
from communes.nearness import Spot

REGIONS = [region.value for region in Region]


@dataclass(frozen=True)
class Territory:
    """Every commune of the country, from the coast to the north."""

    communes: list[Commune]

    @cached_property
    def by_pk(self) -> dict[int, Commune]:
        """Return the communes by their key."""
        return {commune.pk: commune for commune in self.communes}

    @cached_property
    def prefectures(self) -> dict[str, list[Commune]]:
        """Return the communes by the name of their prefecture."""
        found: dict[str, list[Commune]] = {}
        for commune in self.communes:
            found.setdefault(commune.prefecture, []).append(commune)
        return found

    @cached_property
    def spots(self) -> dict[str, tuple[str, Spot]]:
        """Return (name, spot) of every region, prefecture and commune, by the end of an address."""
        found = {address(name): (name, Spot(name)) for name in REGIONS}
        for name, communes in self.prefectures.items():
            found.setdefault(address(name), (name, Spot(communes[0].region, name)))
        for commune in self.communes:
            found.setdefault(address(commune.name), (commune.name, spot_of(commune)))
        return found

    @cached_property
    def written(self) -> dict[str, str]:
        """Return the addresses of ``spots`` by every way of writing their names."""
        found = {compact(name): key for key, (name, _spot) in self.spots.items()}
        for commune in self.communes:
            for name in (*commune.aliases, commune.chief_town):
                found.setdefault(compact(name), address(commune.name))
        found.pop("", None)
        return found

    def offered(self, communes: list[Commune]) -> list[tuple]:
        """Return the choices that lead to ``communes``, made once for the same."""
        key = tuple(commune.pk for commune in communes)
        if key not in self._choices:
            self._choices[key] = _offered(communes)
        return self._choices[key]

    @cached_property
    def _choices(self) -> dict[tuple[int, ...], list[tuple]]:
        return {}

    def communes_at(self, spot: Spot) -> list[Commune]:
        """Return the communes of a region, of a prefecture, or the one."""
        return [
            commune
            for commune in self.communes
            if commune.region == spot.region
            and spot.prefecture in ("", commune.prefecture)
            and spot.commune in ("", commune.code)
        ]


def spot_of(commune: Commune) -> Spot:
    """Return where a commune is."""
    return Spot(commune.region, commune.prefecture, commune.code)


def address(name: str) -> str:
    """Return a name of the territory as it stands in an address: "ogou-1"."""
    return slugify(anyascii(name.replace("’", " ")))


class WhereField(forms.ChoiceField):
    """A place of the territory. A name typed in another way is understood too."""

    default_error_messages = {
        "invalid_choice": _(
            "“%(value)s” is no commune, prefecture or region known here. Choose it in the list."
        )
    }

    territory = Territory([])

    def know(self, territory: Territory, communes: list[Commune]) -> None:
        """Offer the regions, and the prefectures and communes of ``communes``; accept all."""
        self.territory = territory
        self.choices = [("", _("The whole country")), *territory.offered(communes)]

    def to_python(self, value):
        """Return the end of the address of a place, if ``value`` names one."""
        value = super().to_python(value)
        spots = self.territory.spots
        return value if value in spots else self.territory.written.get(compact(value), value)

    def valid_value(self, value):
        """Return whether it names a place, offered or not."""
        return value in self.territory.spots


def _offered(communes: list[Commune]) -> list[tuple]:
    """Return one group for each region: the region itself, then its prefectures and communes."""
    groups = []
    for region in REGIONS:
        options = [(address(region), _("The whole region %(name)s") % {"name": region})]
        seen: set[str] = set()
        for commune in communes:
            if commune.region != region:
                continue
            if commune.prefecture not in seen:
                seen.add(commune.prefecture)
                label = _("Prefecture %(name)s") % {"name": commune.prefecture}
                options.append((address(commune.prefecture), label))
            options.append((address(commune.name), commune.name))
        groups.append((region, options))
    return groups
