"""Communes of Togo and the languages heard there: reference lists of the federation."""

from difflib import get_close_matches

from django.db import models
from django.utils.translation import gettext_lazy as _

from centre.search.folding import fold

MOST_ALIKE = 3


class Region(models.TextChoices):
    """The five regions, from the coast to the north."""

    MARITIME = "Maritime", _("Maritime")
    PLATEAUX = "Plateaux", _("Plateaux")
    CENTRALE = "Centrale", _("Centrale")
    KARA = "Kara", _("Kara")
    SAVANES = "Savanes", _("Savanes")


def compact(name: str) -> str:
    """Return what two ways of typing a name have in common: "Tône 1" and "tone1" are "tone1"."""
    return fold(name).replace(" ", "")


class CommuneQuerySet(models.QuerySet):
    def named(self, typed: str):
        """Return the commune that ``typed`` names, ``None`` when there is none.

        Its name or another spelling of it, in any case, with or without accents and spaces.
        """
        return self._by_spelling().get(compact(typed))

    def like(self, typed: str) -> list:
        """Return the few communes whose name is nearest to ``typed``, the nearest first."""
        known = self._by_spelling()
        found = get_close_matches(compact(typed), known, n=MOST_ALIKE)
        return list(dict.fromkeys(known[spelling] for spelling in found))

    def _by_spelling(self) -> dict:
        # A name counts before the other spelling of another commune.
        communes = list(self)
        spelt = {compact(other): one for one in communes for other in one.aliases}
        spelt |= {compact(one.name): one for one in communes}
        return {spelling: one for spelling, one in spelt.items() if spelling}


class Commune(models.Model):
    """One of the 117 communes. Its chief town may be unknown: then it is empty."""

    code = models.CharField(_("code"), max_length=10, unique=True)
    name = models.CharField(_("name"), max_length=60, unique=True)
    region = models.CharField(_("region"), max_length=20, choices=Region)
    prefecture = models.CharField(_("prefecture"), max_length=60)
    chief_town = models.CharField(_("chief town"), max_length=60, blank=True)
    chief_town_confirmed = models.BooleanField(_("chief town confirmed"), default=False)
    population_2022 = models.PositiveIntegerField(
        _("population (2022 census)"), null=True, blank=True
    )
    aliases = models.JSONField(_("other spellings"), default=list, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("commune")
        verbose_name_plural = _("communes")

    def __str__(self):
        return self.name


class Language(models.Model):
    """A language that services are given in. Codes are ISO 639."""

    code = models.CharField(_("code"), max_length=8, unique=True)
    name = models.CharField(_("name in French"), max_length=60)
    autonym = models.CharField(_("name in the language itself"), max_length=60, blank=True)
    autonym_confirmed = models.BooleanField(_("name confirmed by speakers"), default=False)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["sort_order", "code"]
        verbose_name = _("language")
        verbose_name_plural = _("languages")

    def __str__(self):
        return self.name
