"""What one commune owns does not exist for the staff of another.

Every address of every viewset of an owned model × every role × an object of her own commune
and one of another. The addresses come from the URL resolver; a new one fails the first test
until it is said who may.
"""

import io

import openpyxl
import pytest

from centre.models import DailyCount, Role
from centre.tenancy.policy import owned_models
from communes.models import Offer
from events.models import AttendanceReport, Enrolment, RegisterDeclaration
from services.models import HelpLine, Organisation, Place
from tests.factories import HelpLineFactory
from tests.isolation.addresses import owned_addresses
from tests.isolation.conftest import FOREIGN, HERS

WRITERS = {Role.DIRECTOR, Role.EDITOR}
# What a commune answers to the federation.
ANSWERS = ("seen", "show", "decline", "keep", "remove")
READERS = WRITERS | {Role.EVENTS}
EVERYBODY = set(Role)

# Who may, of the staff of the commune that owns the object.
MAY = {
    "index": READERS,
    "index_results": READERS,
    "inspect": READERS,
    "add": WRITERS,
    "edit": WRITERS,
    "usage": WRITERS,
    "history": WRITERS,
    "history_results": WRITERS,
    "verify": WRITERS,
    "delete": {Role.DIRECTOR},
    "choose": EVERYBODY,
    "choose_results": EVERYBODY,
    "chosen": EVERYBODY,
    "chosen_multiple": EVERYBODY,
}
# Where a role may do more, or less, than on what else its commune owns.
MAY_ON = {
    Enrolment: dict.fromkeys(
        ("add", "edit", "usage", "history", "history_results", "confirm", "cancel"), READERS
    ),
    RegisterDeclaration: {action: {Role.DIRECTOR} for action in MAY},
    Offer: dict.fromkeys(
        ("index", "index_results", "edit", "history", "history_results", *ANSWERS), WRITERS
    ),
}
# Answered to a button only, which leads back to where it was.
BUTTONS = {"verify", "confirm", "cancel", *ANSWERS}
# Written on the page of its event, in no list; counted by nobody, in a report.
WITHOUT_VIEWSET = {AttendanceReport, DailyCount}
REFUSED = {302, 403, 404, 405}
BACK = "/admin/pages/"

CASES = owned_addresses()
ONE = [(model, address) for model, address in CASES if address.takes]
MANY = [(model, address) for model, address in CASES if not address.takes]
LISTS = [(model, address) for model, address in MANY if address.name != "add"]


def address_of(model, name):
    return next(address for owned, address in CASES if owned is model and address.name == name)


def may(model, address) -> set:
    return MAY_ON.get(model, {}).get(address.name) or MAY[address.name]


def text_of(response) -> str:
    body = b"".join(response) if response.streaming else response.content
    kind = response.get("Content-Type", "")
    if "spreadsheetml" in kind:
        rows = openpyxl.load_workbook(io.BytesIO(body)).active.iter_rows(values_only=True)
        return "\n".join(str(cell) for row in rows for cell in row)
    text = body.decode()
    return text.encode("latin-1", "replace").decode("unicode_escape") if "json" in kind else text


def stored(instance) -> dict | None:
    return type(instance).objects.filter(pk=instance.pk).values().first()


def test_every_owned_model_has_addresses_and_every_address_a_rule():
    assert {model for model, _ in CASES} == set(owned_models()) - WITHOUT_VIEWSET
    assert all(may(model, address) for model, address in CASES)
    assert {address.name for _, address in CASES} == set(MAY).union(*MAY_ON.values())


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_object_of_another_commune_is_refused(staff, foreign, method):
    before = {model: stored(target) for model, target in foreign.items()}
    leaks = []
    for model, address in ONE:
        send = getattr(staff, method)
        response = send(address.url(foreign[model].pk), {"name": "Volé", "label": "Volé"})
        if response.status_code not in REFUSED or FOREIGN in text_of(response):
            leaks.append(f"{address} {response.status_code}")
    assert leaks == []
    assert {model: stored(target) for model, target in foreign.items()} == before


@pytest.mark.parametrize("query", [{}, {"q": FOREIGN[:8]}, {"export": "csv"}, {"export": "xlsx"}])
def test_no_list_names_what_another_commune_owns(staff, foreign, hers, query):
    leaks = []
    for model, address in LISTS:
        both = {"id": [hers[model].pk, foreign[model].pk]}
        if FOREIGN in text_of(staff.get(address.url(), query | both)):
            leaks.append(str(address))
    assert leaks == []


def test_an_object_of_hers_is_there_for_who_may(staff, role, hers):
    wrong = []
    for model, address in ONE:
        if address.name in BUTTONS:
            response = staff.post(address.url(hers[model].pk), {"next": BACK})
            served = response.get("Location") == BACK
        else:
            served = staff.get(address.url(hers[model].pk)).status_code == 200
        if served != (role in may(model, address)):
            wrong.append(f"{address} {'served' if served else 'refused'}")
    assert wrong == []


def test_a_list_or_an_empty_form_is_there_for_who_may(staff, role, hers):
    wrong = []
    for model, address in MANY:
        response = staff.get(address.url(), {"id": hers[model].pk})
        served = response.status_code == 200
        if served != (role in may(model, address)):
            wrong.append(f"{address} {'served' if served else 'refused'}")
        elif served and (model, address) in LISTS and HERS not in text_of(response):
            wrong.append(f"{address} does not name what is hers")
    assert wrong == []


def test_nothing_is_created_in_another_commune(staff, other_branch):
    forms = [(model, address) for model, address in MANY if address.name == "add"]
    for _, address in forms:
        staff.post(address.url(), {"branch": other_branch.pk, "name": "X", "label": "X"})
    assert [model for model, _ in forms if model.objects.filter(branch=other_branch)] == []


def test_a_national_number_is_only_read(staff, role):
    line = HelpLineFactory(label="Numéro national")
    for name in ("edit", "delete", "verify", "history", "usage"):
        response = staff.post(address_of(HelpLine, name).url(line.pk), {"label": "Volé"})
        assert response.status_code in REFUSED
    line.refresh_from_db()
    assert (line.label, line.verified_on) == ("Numéro national", None)
    shown = text_of(staff.get(address_of(HelpLine, "index").url()))
    assert ("Numéro national" in shown) == (role in READERS)


@pytest.mark.parametrize("model", [Place, Organisation])
def test_a_key_that_is_none_is_no_error(client, director, superuser, model):
    one, several = address_of(model, "chosen"), address_of(model, "chosen_multiple").url()
    for user in (director, superuser):
        client.force_login(user)
        assert client.get(one.url("rien")).status_code == 404
        assert client.get(several, {"id": "rien"}).status_code == 404
