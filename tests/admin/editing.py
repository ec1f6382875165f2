"""Fill in the page editor as a browser does: what it shows, and what was changed."""

from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.test.utils.form_data import querydict_from_html

FORM = "page-edit-form"


def shown(client, address: str, model):
    """Return what the editor at ``address`` would send if nothing was touched.

    The blocks of a body are drawn by a script: here a body is empty.
    """
    data = querydict_from_html(client.get(address).content.decode(), form_id=FORM)
    for field in model._meta.get_fields():
        if isinstance(field, StreamField):
            data[f"{field.name}-count"] = "0"
    return data


def send(client, address: str, model, **changes):
    """Open the editor at ``address``, change fields, send it, and return the answer."""
    data = shown(client, address, model)
    for name, value in changes.items():
        data[name] = value
    return client.post(address, data, follow=True)


def edit(client, page, **changes):
    """Change fields of ``page``; a button is sent as ``**PUBLISH`` or ``**SUBMIT``."""
    return send(client, reverse("wagtailadmin_pages:edit", args=[page.pk]), type(page), **changes)


def add(client, parent, model, **values):
    """Write a new page of ``model`` under ``parent``."""
    kind = model._meta.app_label, model._meta.model_name
    address = reverse("wagtailadmin_pages:add", args=[*kind, parent.pk])
    return send(client, address, model, **values)


PUBLISH = {"action-publish": "action-publish"}
SUBMIT = {"action-submit": "action-submit"}
