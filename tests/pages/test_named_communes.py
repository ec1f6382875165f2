"""A commune is found however its name is typed."""

import pytest

from centre.models import Commune
from centre.reference import load_communes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def communes():
    load_communes()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Ogou1", "Ogou 1"),
        ("  ogou   1 ", "Ogou 1"),
        ("OGOU 1", "Ogou 1"),
        ("tone1", "Tône 1"),
        ("agoe nyive 3", "Agoè-Nyivé 3"),
        ("Plaine du Mo 2", "Mô 2"),
        ("Tandjouaré 1", "Tandjoaré 1"),
        ("d’Ogou 1", "Ogou 1"),
    ],
)
def test_a_name_is_found_without_accents_or_space(typed, name):
    assert Commune.objects.named(typed).name == name


@pytest.mark.parametrize(
    "typed", ["", "   ", "1", "Ogou", "Ogou 117", "O" * 200, "😀", "%", "\x00"]
)
def test_what_names_no_commune_finds_none(typed):
    assert Commune.objects.named(typed) is None


def test_every_name_and_other_spelling_finds_its_own_commune_in_one_query(
    django_assert_num_queries,
):
    for commune in Commune.objects.all():
        for spelling in [commune.name, commune.name.replace(" ", ""), *commune.aliases]:
            assert Commune.objects.named(spelling) == commune
    with django_assert_num_queries(1):
        Commune.objects.named("Ogou 1")


def test_a_name_outweighs_the_other_spelling_of_another_commune():
    Commune.objects.filter(name="Zio 1").update(aliases=["Ogou 1"])
    assert Commune.objects.named("ogou1").name == "Ogou 1"


def test_the_nearest_names_are_proposed():
    assert "Kozah 1" in [one.name for one in Commune.objects.like("Kosah 1")]
    assert Commune.objects.like("Paris") == []
