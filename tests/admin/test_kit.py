"""What announces an event: for whom, in which words, as which files."""

import datetime as dt
import importlib
from base64 import b64encode
from hashlib import sha256
from io import BytesIO

import pypdfium2
import pytest
import segno
from django.urls import reverse
from PIL import Image

from centre.models import Role
from events.kit import printing
from events.kit.sheets import LEAFLET, POSTER, SQUARE, render_sheet
from events.models import Announcement, EventPartner
from home.models.centre_home_page import CentrePhone
from tests.factories import (
    AwarenessEventPageFactory,
    ImageFactory,
    OrganisationFactory,
    PlaceFactory,
    change,
    make_user,
    on,
    phone,
    weekly,
)

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 22, 8, tzinfo=dt.UTC)
SECRET = "Sortir d’un mariage forcé"
SECRET_SENTENCE = "Une juriste écoute celles qui veulent partir."
MILLIMETRE = 72 / 25.4
LONG = "Lancement du projet de promotion de l’égalité femme-homme dans les communes du Togo " * 2
MEDIA = ("whatsapp", "sms", "radio")


@pytest.fixture(autouse=True)
def a_morning_before(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def event(branch, home):
    home.phones = [phone(CentrePhone, "+22890010203")]
    home.save_revision().publish()
    return AwarenessEventPageFactory(
        branch=branch,
        title="Nos droits",
        slug="nos-droits",
        is_free=True,
        place_text="Grand marché",
        audience="vendeuses du marché",
    )


@pytest.fixture
def sensitive(branch):
    return AwarenessEventPageFactory(
        branch=branch,
        title=SECRET,
        slug="rencontre",
        introduction=SECRET_SENTENCE,
        audience="celles que l’on force",
        is_sensitive=True,
        neutral_title="Rencontre entre femmes",
        discreet_introduction="Un moment entre nous, avec du thé.",
        partners=[EventPartner(organisation=OrganisationFactory(name="Écoute violences"))],
    )


@pytest.fixture
def desk(client, director):
    client.force_login(director)
    return client


def kit_url(event):
    return reverse("events_kit", args=[event.pk])


def urls_of(event) -> list[str]:
    pages = [reverse("events_kit_sheet", args=[event.pk, n]) for n in SHEETS]
    return [kit_url(event), *pages, *(file_url(event, name) for name in FILES)]


def file_url(event, name):
    return reverse("events_kit_file", args=[event.pk, name])


SHEETS = ("affiche", "feuillet", "carre")
FILES = ("affiche.pdf", "feuillet.pdf", "carre.jpg")


def sent(desk, event, **changes):
    """Send the form as it stands with ``changes``, named "sms-text"."""
    forms = desk.get(kit_url(event)).context["forms"]
    data = {
        f"{form.prefix}-{name}": form.initial[name]
        for form in forms
        for name in ("text", "made_from")
    }
    return desk.post(kit_url(event), data | changes, follow=True)


def text_of(pdf: bytes) -> str:
    pages = (page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))
    # In some fonts both spaces are one letter.
    return " ".join(pages).replace("\r\n", " ").replace("\N{NO-BREAK SPACE}", " ")


def drafts(desk, event):
    forms = desk.get(kit_url(event)).context["forms"]
    return {str(form.draft.medium): form.draft for form in forms}


# Who may


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.EDITOR, Role.EVENTS])
def test_who_may_edit_the_event_announces_it(client, branch, event, role):
    client.force_login(make_user(branch, role))
    assert [client.get(url).status_code for url in urls_of(event)] == [200] * 7


def test_who_may_not_edit_it_does_not(client, branch, event, partner):
    client.force_login(partner)
    assert {client.get(url).status_code for url in urls_of(event)} <= {302, 403, 404}
    assert client.post(kit_url(event), {"again": "sms"}).status_code in {302, 403, 404}


def test_another_commune_sees_and_writes_nothing(client, event, other_branch):
    client.force_login(make_user(other_branch, Role.DIRECTOR))
    for url in urls_of(event):
        response = client.get(url)
        assert response.status_code in {302, 403, 404}
        assert b"Nos droits" not in response.content
    data = {"sms-text": "Volé", "sms-made_from": ""}
    assert client.post(kit_url(event), data).status_code in {302, 403, 404}
    assert not Announcement.objects.exists()


def test_the_public_is_asked_to_sign_in(client, event):
    assert {client.get(url).status_code for url in urls_of(event)} == {302}


# The texts


def test_the_texts_are_filled_in_from_the_event(desk, event):
    text = drafts(desk, event)["whatsapp"].text
    for said in ("*Nos droits*", "jeudi 3 décembre 2026", "Grand marché", "Gratuit", "90\xa001"):
        assert said in text
    page = desk.get(kit_url(event)).content.decode()
    assert "https://wa.me/?text=%2ANos%20droits" in page
    assert 'href="sms:?body=Nos%20droits' in page
    assert "1 SMS" in page


def test_a_text_is_kept_and_flagged_when_the_event_changes(desk, event):
    sent(desk, event, **{"sms-text": "Venez jeudi."})
    draft = drafts(desk, event)["sms"]
    assert (draft.text, draft.is_own, draft.is_outdated) == ("Venez jeudi.", True, False)
    assert Announcement.objects.count() == 1

    event.place_text = "Salle de la mairie"
    event.save_revision().publish()

    assert drafts(desk, event)["sms"].is_outdated
    flag = "L’événement a changé depuis"
    assert flag in desk.get(kit_url(event)).content.decode()
    editor = reverse("wagtailadmin_pages:edit", args=[event.pk])
    assert flag in desk.get(editor).content.decode()


def test_a_flagged_text_stays_flagged_until_somebody_vouches_for_it(desk, event):
    sent(desk, event, **{"sms-text": "Venez jeudi."})
    event.place_text = "Salle de la mairie"
    event.save_revision().publish()

    sent(desk, event)
    assert drafts(desk, event)["sms"].is_outdated

    sent(desk, event, **{"sms-still_right": "on"})
    assert not drafts(desk, event)["sms"].is_outdated


def test_one_starts_again_from_the_text_proposed_and_loses_no_other(desk, event):
    sent(desk, event, **{"sms-text": "Venez jeudi."})
    sent(desk, event, **{"again": "sms", "radio-text": "Femmes du marché, venez jeudi."})
    after = drafts(desk, event)
    assert after["sms"].text == after["sms"].proposed
    assert after["radio"].text == "Femmes du marché, venez jeudi."


@pytest.mark.parametrize(
    ("medium", "text", "said"),
    [
        ("whatsapp", "a" * 601, "601 caractères"),
        ("sms", "€" * 81, "162 caractères"),
        ("radio", "mot " * 76, "76 mots"),
        ("sms", "  ", "Écrivez un texte"),
    ],
)
def test_a_text_that_is_too_long_is_refused_and_nothing_is_lost(desk, event, medium, text, said):
    other = "radio" if medium != "radio" else "sms"
    response = sent(desk, event, **{f"{medium}-text": text, f"{other}-text": "Écrit entre-temps."})
    page = response.content.decode()
    assert said in page
    assert "Écrit entre-temps." in page
    assert not Announcement.objects.exists()


def test_a_series_names_its_next_date_and_its_rule(desk, branch):
    series = AwarenessEventPageFactory(
        branch=branch,
        dates=[weekly("2026-11-10", "09:00", "12:00", count=8)],
        date_changes=[change("cancelled", "2026-11-24")],
    )
    text = drafts(desk, series)["whatsapp"].text
    assert "mardi 1er décembre 2026, de 9\xa0h à 12\xa0h" in text
    assert "Puis chaque mardi, jusqu’au mardi 29 décembre 2026" in text
    assert "24 novembre" not in text


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ([on(None, precision="unknown")], ""),
        ([on("2027-01-01", precision="month")], "Puis courant janvier 2027, jour à préciser"),
        (
            [on("2026-12-08", end_date=dt.date(2026, 12, 9)), on("2027-01-05")],
            "Puis du 8 au 9 décembre 2026, mardi 5 janvier 2027",
        ),
        ([on(f"2027-0{month}-01", precision="month") for month in range(1, 5)], ""),
        (
            [
                *(on(f"2026-12-{day:02}") for day in (8, 15, 22)),
                on("2027-01-01", precision="month"),
            ],
            "Puis 3 autres dates, jusqu’au mardi 22 décembre 2026",
        ),
        (
            [weekly("2026-12-08", count=4), on(None, precision="unknown")],
            "Puis 4 autres dates, jusqu’au mardi 29 décembre 2026",
        ),
    ],
)
def test_other_dates_are_said_as_vaguely_as_they_are_known(desk, branch, others, said):
    event = AwarenessEventPageFactory(branch=branch, dates=[on("2026-12-03", "09:00"), *others])
    text = drafts(desk, event)["whatsapp"].text
    assert [line for line in text.splitlines() if line.startswith("Puis")] == [said] * bool(said)


def test_a_cancelled_event_is_announced_as_such(desk, branch):
    off = AwarenessEventPageFactory(
        branch=branch, title="Dépistage", date_changes=[change("cancelled", "2026-12-03")]
    )
    for medium, draft in drafts(desk, off).items():
        assert "Annulé" in draft.text, medium
    html, _hash = render_sheet(POSTER, off, NOW)
    assert "Annulé" in html
    assert "La salle est prise." in html


@pytest.mark.parametrize("precision", ["unknown", "month"])
def test_a_date_that_is_not_known_is_announced_as_such(desk, branch, precision):
    day = "2026-12-01" if precision == "month" else None
    vague = AwarenessEventPageFactory(branch=branch, dates=[on(day, precision=precision)])
    said = "courant décembre 2026" if day else "date à confirmer"
    assert said in drafts(desk, vague)["whatsapp"].text
    assert [desk.get(url).status_code for url in urls_of(vague)] == [200] * 7


def test_a_draft_is_announced_as_it_will_be(desk, branch):
    draft = AwarenessEventPageFactory(branch=branch, title="Premier jet", live=False)
    draft.title = "Second jet"
    draft.save_revision()
    assert drafts(desk, draft)["sms"].text.startswith("Second jet. Jeudi 3 décembre 2026")
    assert "Pas encore publié" in desk.get(kit_url(draft)).content.decode()


# What must not be said


def test_a_sensitive_event_is_announced_in_discreet_words_alone(desk, sensitive, client):
    everything = [desk.get(reverse("events_kit_sheet", args=[sensitive.pk, n])) for n in SHEETS]
    client.logout()
    everything += [client.get(f"/agenda/rencontre/{name}/") for name in ("affiche", "feuillet")]
    said = [response.content.decode() for response in everything]
    desk.force_login(make_user(sensitive.owner_branch, Role.DIRECTOR))
    said += [text_of(desk.get(file_url(sensitive, name)).content) for name in FILES[:2]]
    said += [draft.text for draft in drafts(desk, sensitive).values()]
    for text in said:
        plain = text.replace("\xad", "").replace("&#x27;", "’")
        assert "Rencontre entre femmes" in plain
        for kept_back in (SECRET, SECRET_SENTENCE, "force", "violences", "/agenda/rencontre"):
            assert kept_back not in plain.replace("/agenda/rencontre/affiche/", "").replace(
                "/agenda/rencontre/feuillet/", ""
            ).replace('href="/agenda/rencontre/"', "")
    assert all("no-store" in response.headers["Cache-Control"] for response in everything)


def test_without_discreet_words_nothing_announces_a_sensitive_event(desk, sensitive):
    sensitive.neutral_title = ""
    sensitive.save_revision().publish()
    for url in urls_of(sensitive)[1:]:
        assert desk.get(url).status_code == 404
    for name in ("affiche", "feuillet"):
        assert desk.get(f"/agenda/rencontre/{name}/").status_code == 404
    editor = reverse("wagtailadmin_pages:edit", args=[sensitive.pk])
    for url in (kit_url(sensitive), editor):
        page = desk.get(url).content.decode()
        assert "Remplissez « titre neutre »".replace(" ", "\xa0") in page.replace(" ", "\xa0")
        assert "wa.me" not in page


def test_the_name_of_a_sensitive_event_is_refused_in_a_text(desk, sensitive):
    response = sent(desk, sensitive, **{"sms-text": f"{SECRET}, jeudi à 9 h."})
    assert "Cet événement est sensible" in response.content.decode()
    assert not Announcement.objects.exists()


def test_a_text_written_before_the_event_became_sensitive_is_set_aside(desk, event):
    sent(desk, event, **{"sms-text": "Nos droits, venez !"})
    event.is_sensitive = True
    event.neutral_title = "Rencontre"
    event.save_revision().publish()
    assert "Nos droits" not in drafts(desk, event)["sms"].text


def test_a_confidential_place_is_not_told(branch, desk):
    place = PlaceFactory(branch=branch, name="Maison", confidential=True)
    hidden = AwarenessEventPageFactory(branch=branch, place=place, place_text="Derrière la source")
    for sheet in (POSTER, LEAFLET, SQUARE):
        assert "source" not in render_sheet(sheet, hidden, NOW)[0]
    assert "source" not in drafts(desk, hidden)["whatsapp"].text


# The sheets


@pytest.mark.parametrize(
    ("name", "width", "height"), [("affiche", 210, 297), ("feuillet", 148, 210)]
)
def test_a_pdf_is_one_page_of_its_size(desk, branch, event, name, width, height):
    long = AwarenessEventPageFactory(
        branch=branch,
        title=LONG,
        introduction=LONG[:160],
        place_text=LONG[:160],
        audience=LONG + LONG[:100],
        is_free=True,
        childcare=True,
        meal=True,
        women_only=True,
        transport_paid=True,
        literacy_not_needed=True,
        dates=[weekly("2026-12-01", "09:00", "12:00", count=9)],
        date_changes=[change("cancelled", "2026-12-08"), change("cancelled", "2026-12-15")],
    )
    for shown in (event, long):
        response = desk.get(file_url(shown, f"{name}.pdf"))
        assert response["Content-Type"] == "application/pdf"
        document = pypdfium2.PdfDocument(response.content)
        assert len(document) == 1
        points = pytest.approx((width * MILLIMETRE, height * MILLIMETRE), abs=0.5)
        assert document[0].get_size() == points
        said = text_of(response.content)
        assert "décembre 2026" in said
        assert shown.title.split()[-1] in said


def test_the_picture_is_square_and_light(desk, event):
    response = desk.get(file_url(event, "carre.jpg"))
    picture = Image.open(BytesIO(response.content))
    assert (picture.format, picture.size) == ("JPEG", (1080, 1080))
    assert len(response.content) <= 200_000


def test_a_picture_full_of_detail_is_made_lighter():
    file = BytesIO()
    Image.effect_noise((540, 540), 25).resize((1080, 1080)).save(file, "PDF", resolution=96)
    plain = BytesIO()
    page = pypdfium2.PdfDocument(file.getvalue())[0]
    page.render(scale=96 / 72).to_pil().convert("RGB").save(plain, "JPEG", quality=90)
    assert len(plain.getvalue()) > 200_000
    assert len(printing._jpeg(SQUARE, file.getvalue())) <= 200_000


def test_the_code_opens_the_page_of_the_event(event):
    code = segno.make_qr("http://localhost/agenda/nos-droits/", error="m")
    drawn = code.svg_inline(border=4, omitsize=True, svgclass="qr", lineclass=None)
    assert drawn in render_sheet(POSTER, event, NOW)[0]
    assert 'class="qr"' not in render_sheet(SQUARE, event, NOW)[0]


def test_funders_are_shown_by_their_logo_from_the_site_itself(desk, branch, event):
    logo = ImageFactory(branch=branch, file__color="red", file__width=300, file__height=200)
    OrganisationFactory(
        branch=branch, name="Bailleur", kind="bailleur", role_in_project="finance", logo=logo
    )
    OrganisationFactory(branch=branch, name="Sans rôle", kind="bailleur")
    html, _hash = render_sheet(POSTER, event, NOW)
    assert 'alt="Bailleur"' in html
    assert "Sans rôle" not in html
    page = pypdfium2.PdfDocument(printing.pdf(POSTER, html))[0]
    colours = page.render(scale=1).to_pil().convert("RGB").getcolors(1_000_000)
    assert any(red > 200 and green < 60 and blue < 60 for _count, (red, green, blue) in colours)


def test_nothing_is_fetched_from_elsewhere(event, monkeypatch, settings, tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    opened = []
    monkeypatch.setattr("urllib.request.OpenerDirector.open", lambda *args: opened.append(args))
    monkeypatch.setattr("socket.socket.connect", lambda *args: opened.append(args))
    addresses = [
        "https://example.com/a.png",
        "//example.com/a.png",
        f"file://{tmp_path}/secret.txt",
        "/etc/passwd",
        f"{settings.MEDIA_URL}../secret.txt",
        f"{settings.MEDIA_URL}%2e%2e/secret.txt",
    ]
    images = "".join(f'<img src="{address}">' for address in addresses)
    html = f"<link rel=stylesheet href=https://example.com/a.css>{images}<p>Fini</p>"
    assert "Fini" in text_of(printing.pdf(POSTER, html))
    assert opened == []
    fetch = printing._own_files().fetch
    for address in addresses:
        with pytest.raises(Exception, match=r"Not a file|outside|No such|traversal"):
            fetch(address)


def test_a_file_is_made_once_and_again_when_the_event_changes(desk, event, monkeypatch):
    made = []
    real = printing._pdf
    monkeypatch.setattr(printing, "_pdf", lambda *args: made.append(1) or real(*args))
    first = desk.get(file_url(event, "affiche.pdf")).content
    assert desk.get(file_url(event, "affiche.pdf")).content == first
    assert len(made) == 1
    event.title = "Nos devoirs"
    event.save_revision().publish()
    assert "Nos devoirs" in text_of(desk.get(file_url(event, "affiche.pdf")).content)
    assert len(made) == 2


def test_without_pango_the_page_stands_in_and_the_desk_says_what_to_install(
    desk, event, monkeypatch
):
    def missing(name):
        raise OSError("cannot load library 'libpango-1.0-0'")

    printing._loaded.cache_clear()
    monkeypatch.setattr(importlib, "import_module", missing)
    for name, sheet in zip(FILES, SHEETS, strict=True):
        response = desk.get(file_url(event, name))
        assert response.url == reverse("events_kit_sheet", args=[event.pk, sheet])
    assert "Nos droits" in desk.get(response.url).content.decode()
    editor = reverse("wagtailadmin_pages:edit", args=[event.pk])
    for url in (kit_url(event), editor):
        page = desk.get(url).content.decode()
        assert "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in page
        assert "affiche.pdf" not in page


@pytest.mark.parametrize("name", ["affiche.doc", "x.pdf", "carre.pdf"])
def test_there_is_no_other_file(desk, event, name):
    assert desk.get(file_url(event, name)).status_code == 404


# The public pages


@pytest.mark.parametrize("name", ["affiche", "feuillet"])
def test_anybody_prints_the_sheets_of_a_published_event(client, event, name):
    response = client.get(f"/agenda/nos-droits/{name}/")
    page = response.content.decode()
    assert "Jeudi 3\xa0décembre\xa02026" in page
    assert not response.cookies
    css = page.partition("<style>")[2].partition("</style>")[0]
    digest = b64encode(sha256(css.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in response.headers["Content-Security-Policy"]
    assert " style=" not in page
    assert "<script" not in page


@pytest.mark.parametrize("slug", ["inconnu", "mois", "brouillon"])
def test_there_is_no_sheet_of_what_is_not_published(client, branch, event, slug):
    AwarenessEventPageFactory(branch=branch, slug="brouillon", live=False)
    assert client.get(f"/agenda/{slug}/affiche/").status_code == 404


def test_the_sheet_of_another_commune_is_not_at_this_address(client, event, other_branch):
    AwarenessEventPageFactory(branch=other_branch, slug="ailleurs")
    assert client.get("/agenda/ailleurs/affiche/").status_code == 404
