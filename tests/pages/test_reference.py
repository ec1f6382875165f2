"""Reference lists: complete, repeatable, and never over what staff wrote."""

import datetime as dt
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from centre.icons import drawings
from centre.models import Commune, Language
from centre.reference import create_missing, load_communes, load_languages
from services.models import HelpLine, Need, PublicHoliday
from services.reference import load_help_lines, load_needs, load_public_holidays
from tests.factories import make_branch

pytestmark = pytest.mark.django_db


def load_reference() -> str:
    out = StringIO()
    call_command("load_reference", stdout=out)
    return out.getvalue()


def test_communes_know_what_their_source_says():
    tally = load_communes()

    assert (tally.created, tally.kept) == (117, 0)
    ogou = Commune.objects.get(name="Ogou 1")
    assert (ogou.region, ogou.prefecture, ogou.chief_town) == ("Plateaux", "Ogou", "Atakpamé")
    assert ogou.chief_town_confirmed
    assert ogou.aliases == ["Ogou1"]
    unknown = Commune.objects.get(name="Ogou 2")
    assert (unknown.chief_town, unknown.chief_town_confirmed) == ("", False)


def test_a_name_that_speakers_must_confirm_is_not_confirmed():
    load_languages()

    assert Language.objects.get(code="fr").autonym_confirmed
    assert not Language.objects.get(code="ife").autonym_confirmed


def test_needs_have_a_pictogram_that_exists_and_say_nothing_to_who_looks_on():
    load_needs()

    needs = Need.objects.all()
    assert needs.count() == 10
    assert {need.pictogram for need in needs} <= drawings().keys()
    for need in needs:
        assert "violence" not in f"{need.title} {need.slug}".lower()


def test_only_numbers_that_may_be_given_are_published():
    load_languages()
    load_help_lines()

    published = set(HelpLine.objects.published().values_list("number", flat=True))
    assert published == {"1014", "117", "118", "1011", "8250"}
    drafts = set(HelpLine.objects.filter(is_published=False).values_list("number", flat=True))
    assert drafts == {"172", "+22893968989", "+22890243786"}
    assert not HelpLine.objects.exclude(verified_on=None).exists()


def test_a_number_corrected_by_staff_does_not_come_back():
    load_languages()
    load_help_lines()
    HelpLine.objects.filter(number="1011").update(number="1012")

    tally = load_help_lines()

    assert tally.created == 0
    assert [name.split(" ")[0] for name in tally.edited] == ["1012"]
    assert not HelpLine.objects.filter(number="1011").exists()


def test_holidays_are_those_of_fixed_date():
    branch = make_branch()

    load_public_holidays(branch, 2026)

    assert list(branch.publicholidays.values_list("date", flat=True)) == [
        dt.date(2026, month, day)
        for month, day in [(1, 1), (4, 27), (5, 1), (6, 21), (8, 15), (11, 1), (12, 25)]
    ]


def test_a_year_with_a_holiday_is_left_to_staff():
    branch = make_branch()
    PublicHoliday.objects.create(branch=branch, date=dt.date(2026, 5, 1), name="Fête du Travail")

    assert load_public_holidays(branch, 2026).created == 0
    assert load_public_holidays(branch, 2027).created == 7


def test_the_command_says_what_it_added_and_what_it_kept():
    make_branch()
    assert "Besoins\u00a0: 10 ajouts" in load_reference()
    Need.objects.filter(slug="jeunes").update(hint="Entre vous.")

    again = load_reference()

    assert "Besoins\u00a0: 0 ajout, 10 déjà là" in again
    assert "modifiés\u00a0: Pour les jeunes" in again
    assert Need.objects.get(slug="jeunes").hint == "Entre vous."


def test_one_bad_row_and_nothing_is_created():
    good = {"slug": "bon", "title": "Bon", "pictogram": "home"}

    with pytest.raises(ValidationError):
        create_missing(Need, ["slug"], [good, {**good, "slug": "pas une adresse"}])

    assert not Need.objects.exists()
