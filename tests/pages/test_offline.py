"""What a phone keeps of a centre: public content of one commune, small, and no more than that."""

import datetime as dt
import gzip
import json
import random

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import BaseViewRestriction, PageViewRestriction

from home.offline.pack import LIMIT
from services.models import ServicePage, ServicePhone
from tests.factories import (
    AwarenessEventPageFactory,
    HelpLineFactory,
    LanguageFactory,
    NeedFactory,
    OrganisationFactory,
    PlaceFactory,
    ServicePageFactory,
    StandardPageFactory,
    agenda,
    at_place,
    on,
    phone,
    service_index,
    week_hours,
)
from tests.pages.hosts import FEDERATION, OTHER, under_one_host

pytestmark = pytest.mark.django_db

PACK = "/hors-ligne/pack.json"
HELP_PAGE = 15_000
WORDS = """
    accueil atelier marché tontine couture savon poisson maïs école papiers naissance conseil
    réunion quartier canton santé mère enfant champ récolte vente épargne lecture calcul
    téléphone matin soir lundi jeudi samedi salle colline route pont église mosquée puits
"""


@pytest.fixture(autouse=True)
def november(clock):
    clock("2026-11-22 09:30")


def text_of(address=PACK, **headers) -> str:
    response = Client().get(address, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def pack_of(address=PACK, **headers) -> dict:
    return json.loads(text_of(address, **headers))


def paths_in(pack) -> list[str]:
    return [page["path"] for page in pack["pages"]]


def html_of(pack, path) -> str:
    """Return a page as the phone puts it together, with all that is dated."""
    page = next(page for page in pack["pages"] if page["path"] == path)
    top, head, end, strip, foot = pack["frame"]
    main = "".join(
        part
        if isinstance(part, str)
        else pack["cards"][part]
        if isinstance(part, int)
        else part.get("html", "")
        for part in page["parts"]
    )
    return top + page["name"] + head + main + end + (strip if page["strip"] else "") + foot


def dated(pack, path) -> list[dict]:
    page = next(page for page in pack["pages"] if page["path"] == path)
    return [part for part in page["parts"] if isinstance(part, dict) and "until" in part]


def furnish(branch, mark="Ogou"):
    """Give ``branch`` one of each thing that is kept, each saying ``mark``."""
    need = NeedFactory(slug="apprendre", title="Apprendre")
    place = PlaceFactory(
        branch=branch, name=f"Maison {mark}", slug="maison", transportation=f"Derrière {mark}.",
        opening_hours=week_hours(("08:00", "12:00")),
    )  # fmt: skip
    HelpLineFactory(branch=branch, label=f"Écoute {mark}")
    ServicePageFactory(
        branch=branch, title=f"Couture {mark}", slug="couture", needs=[need], places=[place],
        phones=[phone(ServicePhone, "90 12 34 56")], languages=[LanguageFactory()],
        organization=OrganisationFactory(branch=branch, name=f"Réseau {mark}"),
        description=[("text", f"<p>Une machine à {mark}.</p>")],
        application_process=[("step", {"title": f"Vous venez à {mark}", "text": ""})],
    )  # fmt: skip
    AwarenessEventPageFactory(
        parent=agenda(branch), title=f"Causerie {mark}", dates=[on("2026-11-24", "09:00", "11:00")]
    )


def test_it_holds_what_helps_on_the_day_it_matters(branch):
    furnish(branch)

    pack = pack_of()

    assert paths_in(pack) == [
        "numeros-utiles/", "hors-ligne/", "", "besoins/apprendre/", "services/", "lieux/maison/",
        "agenda/", "services/couture/",
    ]  # fmt: skip
    service = html_of(pack, "services/couture/")
    for words in ("Couture Ogou", "90 12 34 56", "Derrière Ogou.", "8 h – 12 h", "Réseau Ogou",
                  "Une machine à Ogou.", "Vous venez à Ogou"):  # fmt: skip
        assert words in service.replace("\N{NO-BREAK SPACE}", " ")
    assert "Écoute Ogou" in html_of(pack, "numeros-utiles/")
    assert "Causerie Ogou" in html_of(pack, "agenda/")
    for path in ("services/", "besoins/apprendre/", "lieux/maison/"):
        assert 'href="/services/couture/"' in html_of(pack, path)


def test_it_says_nothing_of_the_present_hour(branch, home):
    furnish(branch)
    home.place_id = branch.places.get().pk
    home.save()

    morning = text_of()

    assert "Fermé" not in morning
    assert "Ouvert" not in morning
    assert "ujourd’hui" not in morning


def test_it_needs_nothing_from_the_network_but_its_scripts(branch):
    furnish(branch)

    text = text_of()

    for tag in ("<img", "<picture", "<audio", "<video", "<form", "<iframe", "srcset"):
        assert tag not in text
    pack = json.loads(text)
    assert set(pack["files"]) == {"/static/js/exit.js", "/static/js/offline.js"}
    assert all(script.strip() for script in pack["files"].values())


def test_the_style_of_every_page_is_in_it_and_allowed(branch):
    furnish(branch)

    pack = pack_of()

    frame = "".join(pack["frame"])
    for name in (".steps", ".hours", ".event-when", ".help-number", ".need-grid", ".exit", ".fold"):
        assert f"{name}{{" in frame
    assert "unsafe" not in pack["policy"]
    assert pack["policy"].count("'sha256-") == frame.count("<style>") == 2


def test_no_sensitive_page_and_nothing_of_it(branch, home):
    furnish(branch)
    need = NeedFactory(slug="danger", title="Être en sécurité")
    ServicePageFactory(
        branch=branch, title="Fuir", slug="fuir", introduction="Partir vite.", is_sensitive=True,
        neutral_title="Informations", needs=[need],
    )  # fmt: skip
    AwarenessEventPageFactory(
        parent=agenda(branch), title="Groupe de parole", is_sensitive=True,
        neutral_title="Rencontre", dates=[on("2026-11-25", "09:00", "11:00")],
    )  # fmt: skip

    text = text_of()

    for words in ("Fuir", "fuir", "Partir vite", "Groupe de parole", "groupe-de-parole"):
        assert words not in text
    # The need itself has neutral words, and says whom to call.
    assert "Rien n’est gardé ici" in html_of(json.loads(text), "besoins/danger/")


def test_a_page_above_that_is_sensitive_counts(branch, commit):
    furnish(branch)
    assert "Couture" in text_of()
    index = service_index(branch)
    index.is_sensitive = True

    commit(index.save_revision().publish)

    text = text_of()
    assert "Couture" not in text
    assert "services/" not in paths_in(json.loads(text))


def test_of_a_sensitive_centre_the_help_numbers_alone_are_kept(branch, home, commit):
    furnish(branch)
    home.is_sensitive, home.neutral_title = True, "Informations"

    commit(home.save_revision().publish)

    pack = pack_of()
    assert paths_in(pack) == ["numeros-utiles/", "hors-ligne/"]
    assert pack["cards"] == []
    assert pack["suffix"] == " · Informations"


def test_a_confidential_place_keeps_its_secret(branch):
    hidden = PlaceFactory(branch=branch, name="Maison calme", slug="calme", confidential=True)
    asked = PlaceFactory(
        branch=branch, name="Bureau", slug="bureau", visibility="on_request",
        address_1="7 rue secrète", transportation="Au portail secret.",
    )  # fmt: skip
    ServicePageFactory(branch=branch, service_at_locations=[at_place(hidden), at_place(asked)])

    text = text_of()

    assert "secr" not in text
    assert {"lieux/calme/", "lieux/bureau/"}.isdisjoint(paths_in(json.loads(text)))
    assert "Maison calme" in text


def test_no_draft_no_restricted_and_no_ended_service(branch, home):
    furnish(branch)
    ServicePageFactory(branch=branch, title="Brouillon", live=False)
    ServicePageFactory(branch=branch, title="Terminé", status="defunct")
    PageViewRestriction.objects.create(
        page=ServicePageFactory(branch=branch, title="Réservé"),
        restriction_type=BaseViewRestriction.LOGIN,
    )
    page = ServicePage.objects.get(slug="couture")
    page.introduction = "Pas encore publié."
    page.save_revision()

    text = text_of()

    for words in ("Brouillon", "Terminé", "Réservé", "Pas encore publié"):
        assert words not in text


def test_nothing_of_another_commune(branch, other_branch):
    furnish(branch, "Ogou")
    furnish(other_branch, "Zio")
    under_one_host()

    here, there = text_of("/ogou-1/hors-ligne/pack.json", host=FEDERATION), text_of(host=OTHER)

    assert "Zio" not in here
    assert "Tsévié" not in here
    assert "Ogou" not in there
    assert json.loads(here)["root"] == "/ogou-1/"
    assert json.loads(there)["root"] == "/"
    assert '"/ogou-1/services/couture/' in html_of(json.loads(here), "services/")


@pytest.mark.parametrize("root", ["/", "/ogou-1/"])
def test_the_worker_is_given_under_the_root_of_the_centre(branch, root):
    under_one_host()
    host = FEDERATION if root != "/" else "localhost"

    response = Client().get(f"{root}sw.js", headers={"host": host})

    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/javascript")
    assert response["Cache-Control"] == "no-cache"
    assert "eval" not in response.content.decode()


def test_it_is_the_same_for_staff_and_sets_no_cookie(branch, director, client):
    furnish(branch)
    client.force_login(director)

    anonymous, staff = Client().get(PACK), client.get(PACK)

    assert staff.content == anonymous.content
    assert not anonymous.cookies


def test_it_is_the_same_all_day_and_costs_nothing_again(branch, clock):
    furnish(branch)
    first = Client().get(PACK)

    clock("2026-11-22 21:45")
    again = Client().get(PACK, headers={"if-none-match": first["ETag"]})

    assert Client().get(PACK).content == first.content
    assert (again.status_code, again.content) == (304, b"")


def test_it_changes_with_the_content(branch, commit):
    furnish(branch)
    first = Client().get(PACK)
    page = ServicePage.objects.get(slug="couture")
    page.introduction = "Autre chose."

    commit(page.save_revision().publish)

    again = Client().get(PACK, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 200
    assert "Autre chose." in again.content.decode()
    assert json.loads(first.content)["version"] != again.json()["version"]


def test_what_ends_carries_its_end(branch):
    furnish(branch)
    ServicePageFactory(
        branch=branch, slug="soin", alert="Pas de séance.", alert_until=dt.date(2026, 11, 24)
    )
    AwarenessEventPageFactory(
        parent=agenda(branch), title="Ce matin", dates=[on("2026-11-22", "07:00", "08:00")]
    )

    pack = pack_of()

    ends = [part["until"] for part in dated(pack, "agenda/")]
    at = [dt.datetime(2026, 11, day, hour, tzinfo=dt.UTC) for day, hour in [(22, 8), (24, 11)]]
    assert ends == [int(moment.timestamp() * 1000) for moment in at]
    (alert,) = dated(pack, "services/soin/")
    assert "Pas de séance." in alert["html"]
    assert alert["until"] == dt.datetime(2026, 11, 25, tzinfo=dt.UTC).timestamp() * 1000
    assert "Pas de séance." not in "".join(
        part for part in next(p for p in pack["pages"] if p["path"] == "services/soin/")["parts"]
        if isinstance(part, str)
    )  # fmt: skip


def test_links_lead_to_what_is_kept_and_files_are_words(branch):
    furnish(branch)
    couture = ServicePage.objects.get(slug="couture")
    other = StandardPageFactory(branch=branch, title="Le centre")
    text = (
        f'<p><a linktype="page" id="{couture.pk}">coudre</a>, '
        f'<a id="{other.pk}" linktype="page">savoir</a>, '
        '<a linktype="document" id="1">un papier</a></p>'
    )
    ServicePageFactory(branch=branch, slug="autre", description=[("text", text)])

    page = html_of(pack_of(), "services/autre/")

    assert '<p><a href="/services/couture/">coudre</a>, savoir, un papier</p>' in page


def test_marks_typed_by_an_editor_are_words(branch):
    ServicePageFactory(
        branch=branch, slug="ruse", title="<!--until 1-->", introduction="<!--card 0--><!--end-->"
    )

    pack = pack_of()

    assert dated(pack, "services/ruse/") == []
    assert "&lt;!--card 0--&gt;" in html_of(pack, "services/ruse/")


def test_the_page_where_she_chooses_says_what_it_costs(branch):
    furnish(branch)

    page, size = text_of("/hors-ligne/"), len(gzip.compress(Client().get(PACK).content))

    assert f"≈ {-(-size // 1000)}\N{NO-BREAK SPACE}Ko" in page
    assert "1 service, avec qui appeler" in page
    assert 'href="/hors-ligne/"' in text_of("/")


def test_the_neutral_page_is_a_recipe_unless_the_commune_wrote_one(branch, home, commit):
    recipe = pack_of()["exit"]
    assert "<title>Recette</title>" in recipe["html"]
    assert recipe["policy"].startswith("default-src 'none'")
    for word in ("href", "<script", home.title, home.town_name, "entre de"):
        assert word not in recipe["html"]
    home.kept_exit_title, home.kept_exit_text = "Météo", "Soleil & <vent>"

    commit(home.save_revision().publish)

    own = pack_of()["exit"]["html"]
    assert "<title>Météo</title>" in own
    assert "Soleil &amp; &lt;vent&gt;" in own
    assert "maïs" not in own


def words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS.split(), k=count)).capitalize() + "."


def many_services(branch, count: int) -> None:
    """Add services with texts as long as real ones, no two alike."""
    chance = random.Random(22)
    needs = [NeedFactory(slug=f"besoin-{number}") for number in range(10)]
    places = [
        PlaceFactory(branch=branch, name=f"Lieu {number}", slug=f"lieu-{number}",
                     opening_hours=week_hours(("08:00", "12:00")))
        for number in range(8)
    ]  # fmt: skip
    for number in range(count):
        ServicePageFactory(
            branch=branch, title=f"Service {number} {words(chance, 3)}", slug=f"service-{number}",
            introduction=words(chance, 14), needs=chance.sample(needs, 2),
            places=chance.sample(places, 2),
            phones=[phone(ServicePhone, f"9{chance.randrange(10**7):07}")],
            description=[("text", f"<p>{words(chance, 60)}</p>") for _ in range(3)],
            application_process=[
                ("step", {"title": words(chance, 4), "text": words(chance, 15)}) for _ in range(3)
            ],
        )  # fmt: skip


def transferred(content: bytes) -> int:
    return len(gzip.compress(content, compresslevel=6))


def test_two_hundred_services_fit(branch):
    furnish(branch)
    many_services(branch, 200)

    response = Client().get(PACK, headers={"accept-encoding": "gzip"})

    assert len(response.content) <= LIMIT
    assert "services/service-199/" in paths_in(json.loads(gzip.decompress(response.content)))


def test_what_does_not_fit_is_left_out_from_the_last_service_on_and_it_says_so(branch, monkeypatch):
    furnish(branch)
    many_services(branch, 40)
    monkeypatch.setattr("home.offline.pack.LIMIT", 25_000)

    response = Client().get(PACK, headers={"accept-encoding": "gzip"})

    pack = json.loads(gzip.decompress(response.content))
    paths = paths_in(pack)
    kept = [path for path in paths if path.startswith("services/") and path != "services/"]
    assert 23_000 < len(response.content) <= 25_000
    assert paths[:3] == ["numeros-utiles/", "hors-ligne/", ""]
    assert {"agenda/", "services/", "lieux/lieu-7/"} <= set(paths)
    # The order is the one that staff gave them.
    assert kept[:3] == ["services/couture/", "services/service-0/", "services/service-1/"]
    page = text_of("/hors-ligne/")
    assert f"La copie est pleine\N{NO-BREAK SPACE}: {41 - len(kept)} pages n’y sont pas." in page
    assert f"{len(kept)} services" in page
    # What is left out is still named, with its sentence.
    assert len(pack["cards"]) == 41


def queries(address) -> list[str]:
    with CaptureQueriesContext(connection) as sent:
        Client().get(address)
    return [query["sql"] for query in sent]


def add_plain_services(branch, count: int) -> None:
    for _ in range(count):
        ServicePageFactory(
            branch=branch, phones=[phone(ServicePhone)],
            description=[("text", '<p><a linktype="page" id="3">lien</a></p>')],
        )  # fmt: skip


def test_queries_do_not_grow_with_the_services(branch, commit):
    furnish(branch)
    commit(add_plain_services, branch, 1)
    queries(PACK)  # what a process reads once
    commit(add_plain_services, branch, 1)
    few = len(queries(PACK))

    commit(add_plain_services, branch, 20)

    assert len(queries(PACK)) == few
    assert few <= 12


def test_the_help_page_is_light(branch):
    furnish(branch)
    for number in range(12):
        HelpLineFactory(label=f"Numéro d’aide {number}", languages=[LanguageFactory()])

    pack = pack_of()

    assert transferred(html_of(pack, "numeros-utiles/").encode()) <= HELP_PAGE
    assert len(gzip.compress(Client().get("/numeros-utiles/").content)) <= HELP_PAGE


def test_what_a_phone_sends_changes_nothing(branch):
    furnish(branch)

    assert text_of(f"{PACK}?q=<script>&page=zut") == text_of()
    assert Client().head(PACK).status_code == 200


def test_a_restricted_centre_gives_nothing_to_keep(branch, home):
    PageViewRestriction.objects.create(page=home, restriction_type=BaseViewRestriction.LOGIN)

    for address in (PACK, "/sw.js", "/hors-ligne/"):
        assert Client().get(address).status_code == 302


@pytest.mark.parametrize(
    ("given", "missing"),
    [("kept_exit_title", "kept_exit_text"), ("kept_exit_text", "kept_exit_title")],
)
def test_half_a_neutral_page_is_refused_next_to_the_field(home, given, missing):
    setattr(home, given, "Météo")

    with pytest.raises(ValidationError) as refusal:
        home.full_clean()

    assert set(refusal.value.message_dict) == {missing}
