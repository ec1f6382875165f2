"""System checks: mistakes of a project built on the template, said at start-up."""

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, register
from wagtail.fields import StreamField as WagtailStreamField
from wagtail.permissions import policy_registry

from centre.fields import StreamField
from centre.metrics.token import LEAST, is_usable
from centre.tenancy.policy import BranchPermissionPolicy, owned_models


@register("centre")
def check_public_policy(app_configs, **kwargs):
    """E001: the public Content Security Policy allows something unsafe."""
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    return [
        Error(
            f"The public Content Security Policy allows {source} in {name}.",
            hint="Public pages need no inline script or style: see docs/decisions/0004.",
            id="centre.E001",
        )
        for name, sources in directives.items()
        for source in sources
        if "unsafe" in source
    ]


@register("centre")
def check_stream_fields(app_configs, **kwargs):
    """E002: a StreamField would write its blocks into migrations."""
    return [
        Error(
            f"{model._meta.label}.{field.name} is Wagtail's own StreamField.",
            hint="Use centre.fields.StreamField: its migrations stay small.",
            obj=model,
            id="centre.E002",
        )
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, WagtailStreamField) and not isinstance(field, StreamField)
    ]


@register("centre")
def check_owned_models(app_configs, **kwargs):
    """E003: what a branch owns is not guarded by the branch's permission policy."""
    return [
        Error(
            f"{model._meta.label} belongs to branches but not its permission policy.",
            hint="Let centre.tenancy.policy.register_policies register it.",
            obj=model,
            id="centre.E003",
        )
        for model in owned_models()
        if not isinstance(policy_registry.get_by_type(model), BranchPermissionPolicy)
    ]


@register("centre")
def check_outside_hosts(app_configs, **kwargs):
    """E004: the staff area would contact a host outside."""
    quiet = {
        "WAGTAIL_ENABLE_UPDATE_CHECK": False,
        "WAGTAIL_GRAVATAR_PROVIDER_URL": None,
        "WAGTAILEMBEDS_FINDERS": [],
    }
    return [
        Error(
            f"{name} must be {value!r}: the staff area contacts no outside host.",
            id="centre.E004",
        )
        for name, value in quiet.items()
        if getattr(settings, name, "unset") != value
    ]


@register("centre")
def check_metrics_token(app_configs, **kwargs):
    """E005: the token of the figures could be guessed. It is not told, and nothing is counted."""
    token = settings.METRICS_TOKEN
    if not token or is_usable(token):
        return []
    return [
        Error(
            f"METRICS_TOKEN has fewer than {LEAST} characters: /metrics stays off.",
            hint="Make one with: openssl rand -hex 32",
            id="centre.E005",
        )
    ]
