"""Every address of the staff area × every role × what another commune has.

The addresses are read from the URL resolver and filled in with the keys of another commune,
alone and mixed with those of her own. What names something foreign is refused; no answer,
refused or not, tells a word or a key of the other commune; nothing of it is changed, nothing
is put into it and nothing points at it afterwards.
"""

from itertools import product
from urllib.parse import urlencode

from centre.models import Role
from tests.isolation.addresses import addresses
from tests.isolation.probe import REFUSED, ask
from tests.isolation.values import SHEET, forms, queries, settings_of

# Not asked, and why.
LEFT_OUT = {
    "wagtailadmin_logout": "Ends the visit.",
    "wagtailadmin_error_test": "Fails on purpose, for everybody.",
    "wagtailadmin_sprite": "Pictograms, the same for everybody.",
    "wagtailadmin_javascript_catalog": "Words of the program, the same for everybody.",
}
# Answered although something foreign is named, without telling or changing anything.
HARMLESS = {
    "centre_join": "A link sent by mail: it says nothing before its proof is checked.",
    "wagtailadmin_editing_sessions:release": "Ends a visit of one’s own only, and says nothing.",
    "wagtaildocs_authenticate_with_password": "Asks for the password of a file, names no file.",
    "wagtailadmin_password_reset_confirm": "Names nobody: the link was not sent by us.",
}
# The rest of the site is public: see the planted secrets.
STAFF = ("admin/", "documents/")
PUBLIC = (
    "robots.txt", "sitemap", "favicon.ico", "sortie/", "^((?:[", "^media/", "_util/",
)  # fmt: skip
EVERY = [address for prefix in STAFF for address in addresses(prefix)]
ASKED = [address for address in EVERY if str(address) not in LEFT_OUT]


def cells(address, world, method):
    """Yield every request: address, what is sent along, whether it names what is not hers."""
    for values, is_foreign in settings_of(address, world):
        url = address.filled(values)
        if method == "post":
            marked = queries(address, values, world) if "action" in values else [{}]
            sent = forms(world)[:1] if is_foreign else forms(world)
            for query, form in product(marked, sent):
                tail = f"?{urlencode(query, doseq=True)}" if query else ""
                yield url + tail, form, is_foreign
        elif is_foreign:
            yield url, {}, True
        else:
            for query in queries(address, values, world):
                yield url, query, False


def problems_of(address, answer, changed, is_foreign) -> list[str]:
    """Return what is wrong with an answer, besides what it tells."""
    found = []
    if answer.status >= 500:
        found.append("fails")
    if is_foreign and answer.status not in REFUSED and str(address) not in HARMLESS:
        found.append(f"answers {answer.status}")
    if is_foreign and answer.written:
        found.append(f"writes to {sorted(answer.written)}")
    if changed:
        found.append(f"changes {changed}")
    return found


def walk(client, world, method):
    """Yield of every cell the request in words, what it tells and what is wrong."""
    waiting = ((address, cell) for address in ASKED for cell in cells(address, world, method))
    for address, (url, data, is_foreign) in waiting:
        asked = [data]
        for data in asked:
            answer, changed = ask(client, method, url, data, world.changed)
            if "csv" in answer.kind and data == SHEET:
                asked += [{}, {"export": "xlsx"}]
            told = world.told(answer.text, f"{url} {data}")
            wrong = problems_of(address, answer, changed, is_foreign)
            yield f"{address} {url} {str(data)[:60]}", told, wrong


def check(client, world, method, record_property):
    """Ask every cell of ``method`` as each role; fail with those that leak."""
    client.raise_request_exception = False
    asked, leaks = 0, []
    # In one test, for the two communes are the dearest part of it.
    for role in Role:
        client.force_login(world.hers.staff[role])
        for said, told, wrong in walk(client, world, method):
            asked += 1
            if told or wrong:
                leaks.append(f"{role.name} {said}: {', '.join([*told[:6], *wrong])}")
    record_property("cells", asked)
    assert leaks == []
