"""Wagtail's French and ours, together, leave no sentence of the program in English."""

import gettext
import json
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils.translation import trans_real


def english(config, domain) -> Path | None:
    """Return the catalogue in which an app lists its own sentences, if it has one."""
    path = Path(config.path) / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po"
    return path if path.exists() else None


def sentences(path: Path, folder: Path) -> set[str]:
    """Return the sentences of a catalogue, with their context."""
    whole, compiled = folder / "whole.po", folder / "compiled.mo"
    subprocess.run(["msgen", "-o", whole, path], check=True, capture_output=True)
    subprocess.run(["msgfmt", "-o", compiled, whole], check=True, capture_output=True)
    with compiled.open("rb") as file:
        keys = gettext.GNUTranslations(file)._catalog
    return {key[0] if isinstance(key, tuple) else key for key in keys} - {""}


APPS = [config for config in apps.get_app_configs() if english(config, "django")]


def test_the_apps_of_wagtail_are_among_them():
    assert {"wagtailadmin", "wagtailimages", "wagtailmedia"} <= {config.label for config in APPS}


@pytest.mark.parametrize("config", APPS, ids=lambda config: config.label)
def test_every_sentence_of_an_app_has_its_french(config, tmp_path):
    french = trans_real.translation("fr")._catalog
    wanted = sentences(english(config, "django"), tmp_path)
    missing = {
        sentence
        for sentence in wanted
        if french.get(sentence) is None and french.get((sentence, 0)) is None
    }
    assert missing == set()


@pytest.mark.django_db
def test_every_sentence_of_the_scripts_has_its_french(client, tmp_path):
    script = client.get(reverse("wagtailadmin_javascript_catalog")).content.decode()
    served = script.split("const newcatalog = ")[1]
    french = json.JSONDecoder().raw_decode(served)[0]
    wanted = sentences(english(apps.get_app_config("wagtailadmin"), "djangojs"), tmp_path)
    assert wanted - set(french) == set()
