"""Somebody who reads the site, or works in it: a session of HTTP, as a browser keeps one."""

import re

import requests
from bs4 import BeautifulSoup, Tag

from drill.stage import HOST, PASSWORD

TIMEOUT = 60
EDITOR_FORM = "page-edit-form"


class Visitor:
    """Someone who asks the server at ``port`` of this machine for pages of ``HOST``."""

    def __init__(self, port: int, host: str = HOST):
        self.base = f"http://127.0.0.1:{port}"
        self.session = requests.Session()
        self.session.headers["Host"] = host
        self.session.trust_env = False

    def get(self, path: str, **options) -> requests.Response:
        """Return the answer to ``GET path``, redirections not followed."""
        return self._send("GET", path, **options)

    def post(self, path: str, data: dict, **options) -> requests.Response:
        """Return the answer to a form: ``data`` and the token that protects it."""
        token = {"csrfmiddlewaretoken": self.session.cookies.get("csrftoken", "")}
        return self._send("POST", path, data=token | data, **options)

    def _send(self, method: str, path: str, **options) -> requests.Response:
        options = {"timeout": TIMEOUT, "allow_redirects": False} | options
        return self.session.request(method, self.base + path, **options)

    def sign_in(self, username: str, password: str = PASSWORD) -> None:
        """Enter the staff area. Raises ``RuntimeError`` when the door stays shut."""
        self.get("/admin/login/")
        answer = self.post("/admin/login/", {"username": username, "password": password})
        if answer.status_code != 302:
            raise RuntimeError(f"{username} n’entre pas\u00a0: {answer.status_code}")

    def shown(self, path: str, form_id: str = EDITOR_FORM) -> dict:
        """Return what the form at ``path`` would send if nothing was touched.

        The blocks of a body are drawn by a script: here a body is empty.
        """
        page = self.get(path)
        if page.status_code != 200:
            raise RuntimeError(f"{path}\u00a0: {page.status_code}")
        return fields_of(page.text, form_id)

    def edit(self, page_id: int, **changes) -> requests.Response:
        """Change fields of a page; a button is ``**PUBLISH``. Return the answer to the form."""
        path = f"/admin/pages/{page_id}/edit/"
        return self.post(path, self.shown(path) | changes)


PUBLISH = {"action-publish": "action-publish"}


def fields_of(html: str, form_id: str) -> dict:
    """Return the values of the form ``form_id``, by name; several of one name as a list."""
    form = BeautifulSoup(html, "html.parser").find("form", id=form_id)
    if form is None:
        raise RuntimeError(f"pas de formulaire « {form_id} »")
    values: dict = {}
    for field in form.find_all(["input", "textarea", "select"]):
        for value in _values(field):
            values.setdefault(field["name"], []).append(value)
    for block in form.select("[data-controller~='w-block']"):
        values[f"{block['id']}-count"] = ["0"]
    return {name: found[0] if len(found) == 1 else found for name, found in values.items()}


def _values(field: Tag) -> list[str]:
    """Return what a browser would send for a field: nothing, one value or several."""
    if not field.get("name") or field.has_attr("disabled"):
        return []
    if field.name == "textarea":
        return [re.sub(r"^\n", "", field.text)]
    if field.name == "select":
        return [option.get("value", option.text) for option in field.select("option[selected]")]
    kind = field.get("type", "text")
    if kind in ("submit", "button", "file", "image", "reset"):
        return []
    if kind in ("checkbox", "radio") and not field.has_attr("checked"):
        return []
    return [field.get("value", "on" if kind in ("checkbox", "radio") else "")]
