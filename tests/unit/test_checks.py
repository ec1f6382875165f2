"""System checks speak when a setting or a model would break a promise of the template."""

import copy

from django.db import models
from django.test.utils import isolate_apps
from wagtail.fields import StreamField

from centre import checks


def ids(errors):
    return [error.id for error in errors]


def test_project_passes_its_own_checks():
    assert checks.check_public_policy(None) == []
    assert checks.check_stream_fields(None) == []
    assert checks.check_owned_models(None) == []
    assert checks.check_outside_hosts(None) == []


def test_unsafe_source_in_public_policy_is_an_error(settings):
    policy = copy.deepcopy(settings.CONTENT_SECURITY_POLICY)
    policy["DIRECTIVES"]["script-src"].append("'unsafe-inline'")
    settings.CONTENT_SECURITY_POLICY = policy
    assert ids(checks.check_public_policy(None)) == ["centre.E001"]


@isolate_apps("centre")
def test_heavy_stream_field_is_an_error(monkeypatch):
    class Heavy(models.Model):
        body = StreamField([])

        class Meta:
            app_label = "centre"

        def __str__(self):
            return "heavy"

    monkeypatch.setattr(checks.apps, "get_models", lambda: [Heavy])
    assert ids(checks.check_stream_fields(None)) == ["centre.E002"]


def test_owned_model_without_policy_is_an_error(monkeypatch):
    from centre.models import Commune

    monkeypatch.setattr(checks, "owned_models", lambda: [Commune])
    assert ids(checks.check_owned_models(None)) == ["centre.E003"]


def test_outside_host_is_an_error(settings):
    settings.WAGTAIL_ENABLE_UPDATE_CHECK = True
    assert ids(checks.check_outside_hosts(None)) == ["centre.E004"]
