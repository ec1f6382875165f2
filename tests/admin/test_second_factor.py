"""The second factor: asked for after the password, set up, changed, lost."""

import re
import time
from html import unescape

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.models import ModelLogEntry, PageViewRestriction

from centre.models import Role
from centre.staff.access import factor
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db

LOGIN, HOME, CODE = "/admin/login/", "/admin/", "/admin/validation/"
PHONE, SETTINGS = "/admin/validation/telephone/", "/admin/validation/reglages/"
CODES, REMOVE = "/admin/validation/codes/", "/admin/validation/retirer/"
FIXED_KEY = "0f" * 20


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR = factor.REQUIRED


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still until it is moved; codes change every 30 seconds."""
    clock = Clock()
    monkeypatch.setattr("django_otp.plugins.otp_totp.models.time.time", lambda: clock.now)
    return clock


class Clock:
    def __init__(self):
        self.now = time.time()

    def later(self, seconds=60):
        self.now += seconds


def sign_in(user, client=None):
    client = client or Client()
    client.post(LOGIN, {"username": user.username, "password": PASSWORD, "next": HOME})
    return client


def code_of(phone, clock):
    totp = TOTP(phone.bin_key)
    totp.time = clock.now
    return f"{totp.token():06}"


def give_phone(user):
    """Let ``user`` have a telephone, and ten codes on paper."""
    phone = TOTPDevice.objects.create(user=user, name="TOTP", key=FIXED_KEY)
    return phone, factor.new_codes(user)


def enter(user, clock):
    """Sign in with password and code."""
    clock.later()
    client = sign_in(user)
    client.post(CODE, {"code": code_of(factor.phone_of(user), clock)})
    return client


def wait(user):
    """Let the time pass that wrong codes cost."""
    TOTPDevice.objects.filter(user=user).update(throttling_failure_timestamp=None)


def acts():
    return list(ModelLogEntry.objects.order_by("pk").values_list("action", flat=True))


def test_without_a_phone_the_password_opens(editor):
    assert sign_in(editor).get(HOME).status_code == 200


@pytest.mark.parametrize("setting", ["offered", "required"])
def test_the_code_is_asked_for_after_the_password(editor, settings, clock, setting):
    settings.SECOND_FACTOR = setting
    phone, _codes = give_phone(editor)
    client = sign_in(editor)
    asked = client.get(HOME)
    assert asked.url == f"{CODE}?next=%2Fadmin%2F"
    answer = client.post(asked.url, {"code": code_of(phone, clock), "next": "/admin/account/"})
    assert answer.url == "/admin/account/"
    assert client.get(HOME).status_code == 200
    assert acts() == ["centre.sign_in"]


def test_a_code_may_be_typed_in_groups(editor, clock):
    phone, codes = give_phone(editor)
    code = code_of(phone, clock)
    client = sign_in(editor)
    assert client.post(CODE, {"code": f" {code[:3]} {code[3:]}"}).status_code == 302
    assert sign_in(editor).post(CODE, {"code": f"{codes[0][:5]}-{codes[0][5:]}"}).url == HOME


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "1" * 31, "\x00"])
def test_what_is_no_code_is_said_next_to_the_field(editor, typed):
    give_phone(editor)
    client = sign_in(editor)
    answer = client.post(CODE, {"code": typed})
    assert answer.status_code == 200
    assert answer.context["form"].errors["code"]
    assert client.get(HOME).status_code == 302


def test_a_wrong_code_is_refused_and_noted(editor, clock):
    phone, _codes = give_phone(editor)
    wrong = f"{(int(code_of(phone, clock)) + 500_000) % 1_000_000:06}"
    client = sign_in(editor)
    assert "n’est pas le bon" in unescape(client.post(CODE, {"code": wrong}).content.decode())
    assert client.get(HOME).status_code == 302
    assert acts() == ["centre.sign_in_refused"]


def test_wrong_codes_make_her_wait_even_with_the_right_one(editor, clock):
    phone, _codes = give_phone(editor)
    client = sign_in(editor)
    for _ in range(6):
        wait(editor)
        client.post(CODE, {"code": "000000"})
    answer = client.post(CODE, {"code": code_of(phone, clock)})
    assert "Recommencez dans" in answer.content.decode()
    # Another sign-in with the password does not shorten it.
    assert sign_in(editor).post(CODE, {"code": code_of(phone, clock)}).status_code == 200
    wait(editor)
    assert client.post(CODE, {"code": code_of(phone, clock)}).status_code == 302


def test_a_code_serves_once(editor, clock):
    phone, _codes = give_phone(editor)
    code = code_of(phone, clock)
    assert sign_in(editor).post(CODE, {"code": code}).status_code == 302
    assert sign_in(editor).post(CODE, {"code": code}).status_code == 200


def test_a_recovery_code_serves_once_and_says_how_many_are_left(editor):
    _phone, codes = give_phone(editor)
    client = sign_in(editor)
    entered = client.post(CODE, {"code": codes[3]}, follow=True)
    assert "Il vous en reste 9" in unescape(entered.content.decode())
    assert sign_in(editor).post(CODE, {"code": codes[3]}).status_code == 200
    assert factor.codes_left(editor) == 9


def test_nobody_enters_with_the_code_of_another(editor, director, clock):
    _hers, codes = give_phone(director)
    give_phone(editor)
    TOTPDevice.objects.filter(user=editor).update(key="a5" * 20)
    client = sign_in(editor)
    client.post(CODE, {"code": codes[0]})
    wait(editor)
    client.post(CODE, {"code": code_of(factor.phone_of(director), clock)})
    assert client.get(HOME).status_code == 302


@pytest.mark.parametrize(
    "address",
    [
        "/admin/account/",
        "/admin/api/main/pages/",
        "/admin/equipe/",
        "/admin/pages/",
        "/admin/reports/site-history/",
        SETTINGS,
        CODES,
        REMOVE,
        PHONE,
        "/admin/no-such-page/",
    ],
)
def test_nothing_else_answers_before_the_code(director, clock, address):
    give_phone(director)
    client = sign_in(director)
    for method in (client.get, client.post):
        answer = method(address, headers={"X-Requested-With": "XMLHttpRequest"})
        assert (answer.status_code, answer.url.partition("?")[0]) == (302, CODE)


def test_a_preview_and_a_draft_do_not_answer_before_the_code(director, home, clock):
    give_phone(director)
    client = sign_in(director)
    for name in ("edit", "preview_on_edit", "view_draft"):
        address = reverse(f"wagtailadmin_pages:{name}", args=[home.pk])
        assert client.get(address).url.startswith(CODE)


def test_on_the_public_site_she_is_nobody_before_the_code(director, home, clock):
    PageViewRestriction.objects.create(page=home, restriction_type=PageViewRestriction.LOGIN)
    give_phone(director)
    client = sign_in(director)
    assert client.get(home.url).status_code == 302
    client.post(CODE, {"code": code_of(factor.phone_of(director), clock)})
    assert client.get(home.url).status_code == 200


def test_before_the_code_she_may_leave(director, clock):
    give_phone(director)
    client = sign_in(director)
    client.post("/admin/logout/")
    assert client.get(HOME).url.startswith(LOGIN)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.DIRECTOR])
def test_it_is_required_of_nobody_else(required, branch, role):
    assert sign_in(make_user(branch, role)).get(HOME).status_code == 200


def test_who_must_have_it_sets_it_up_and_reaches_nothing_before(required, director, clock):
    client = sign_in(director)
    for address in (HOME, "/admin/account/", "/admin/api/main/pages/", CODE, SETTINGS):
        assert client.get(address).url.partition("?")[0] == PHONE
    page = client.get(PHONE).content.decode()
    assert "data:image/svg+xml" in page and "otpauth://totp/" in page
    pending = TOTPDevice.objects.get(user=director)
    groups = re.findall(r"<span>([A-Z2-7]{4})</span>", page)
    assert len("".join(groups)) == 32
    assert client.post(PHONE, {"code": "000000"}).status_code == 200
    assert client.get(HOME).status_code == 302
    wait(director)
    shown = client.post(PHONE, {"code": code_of(pending, clock)}).content.decode()
    codes = [code.replace(" ", "") for code in re.findall(r"<code>([\d ]+)</code>", shown)]
    assert len(set(codes)) == 10
    assert client.get(HOME).status_code == 200
    assert acts() == ["centre.sign_in_refused", "centre.second_factor", "centre.sign_in"]
    assert sign_in(director).post(CODE, {"code": codes[9]}).url == HOME


def test_the_federation_must_have_it_too(required, superuser):
    assert sign_in(superuser).get(HOME).url.startswith(PHONE)


def test_who_becomes_director_must_have_it_from_then_on(required, branch, editor):
    client = sign_in(editor)
    assert client.get(HOME).status_code == 200
    make_user(branch, Role.DIRECTOR, editor.username)
    assert client.get(HOME).url.startswith(PHONE)


def test_the_key_of_an_abandoned_setup_is_worth_nothing(editor, clock):
    first = sign_in(editor)
    first.get(PHONE)
    seen = TOTPDevice.objects.get(user=editor)
    second = sign_in(editor)
    second.get(PHONE)
    pending = TOTPDevice.objects.get(user=editor)
    assert pending.key != seen.key
    assert second.post(PHONE, {"code": code_of(seen, clock)}).status_code == 200
    wait(editor)
    assert "<code>" in second.post(PHONE, {"code": code_of(pending, clock)}).content.decode()


def test_another_phone_makes_the_former_and_its_sessions_void(editor, clock):
    former, _codes = give_phone(editor)
    elsewhere, client = enter(editor, clock), enter(editor, clock)
    client.get(PHONE)
    pending = TOTPDevice.objects.get(user=editor, confirmed=False)
    client.post(PHONE, {"code": code_of(pending, clock)})
    assert client.get(HOME).status_code == 200
    assert elsewhere.get(HOME).url.startswith(CODE)
    clock.later()
    assert sign_in(editor).post(CODE, {"code": code_of(former, clock)}).status_code == 200


@pytest.mark.parametrize("address", [PHONE, CODES, REMOVE])
def test_to_change_it_the_code_is_asked_for_again(editor, clock, address):
    phone, _codes = give_phone(editor)
    client = enter(editor, clock)
    session = client.session
    session[factor.PROVEN_AT] -= factor.FRESH
    session.save()
    for method in (client.get, client.post):
        assert method(address).url.partition("?")[0] == CODE
    clock.later()
    data = {"code": code_of(phone, clock), "next": address}
    assert client.post(CODE, data).url == address
    assert client.get(address).status_code == 200


def test_a_code_mistyped_by_who_is_in_is_no_sign_in_refused(editor, clock):
    give_phone(editor)
    client = enter(editor, clock)
    client.post(CODE, {"code": "000000"})
    client.get(PHONE)
    client.post(PHONE, {"code": "000000"})
    assert acts() == ["centre.sign_in"]
    assert client.get(HOME).status_code == 200


def test_new_codes_make_the_former_void(editor, clock):
    _phone, former = give_phone(editor)
    client = enter(editor, clock)
    shown = client.post(CODES).content.decode()
    assert len(re.findall("<code>", shown)) == 10
    assert not StaticToken.objects.filter(token__in=former).exists()


def test_she_removes_it_where_it_is_not_required(editor, clock):
    give_phone(editor)
    client = enter(editor, clock)
    assert client.post(REMOVE).url == SETTINGS
    assert sign_in(editor).get(HOME).status_code == 200
    assert not StaticToken.objects.exists()


def test_she_does_not_remove_it_where_it_is_required(required, director, clock):
    give_phone(director)
    client = enter(director, clock)
    assert "La retirer" not in client.get(SETTINGS).content.decode()
    client.post(REMOVE)
    assert factor.phone_of(director)


def test_her_account_leads_there(editor):
    assert SETTINGS in sign_in(editor).get("/admin/account/").content.decode()
    assert "n’est pas active" in unescape(sign_in(editor).get(SETTINGS).content.decode())


def test_the_way_back_stays_on_this_site(editor, clock):
    phone, _codes = give_phone(editor)
    data = {"code": code_of(phone, clock), "next": "https://ailleurs.example.com/"}
    assert sign_in(editor).post(CODE, data).url == HOME


def test_a_director_takes_away_what_was_lost_and_ends_the_sessions(director, editor, branch, clock):
    give_phone(editor)
    stolen = enter(editor, clock)
    hers = sign_in(director)
    page = reverse("centre_team_member", args=[branch.pk, editor.pk])
    address = reverse("centre_team_factor", args=[branch.pk, editor.pk])
    assert address in hers.get(page).content.decode()
    hers.post(address)
    assert factor.phone_of(editor) is None
    assert stolen.get(HOME).url.startswith(LOGIN)
    assert hers.get(HOME).status_code == 200
    assert acts()[-1] == "centre.second_factor_removed"
    assert address not in hers.get(page).content.decode()


def test_not_of_another_commune(director, other_branch, branch, clock):
    stranger = make_user(other_branch, Role.EDITOR)
    give_phone(stranger)
    hers = sign_in(director)
    for team in (branch, other_branch):
        address = reverse("centre_team_factor", args=[team.pk, stranger.pk])
        assert hers.post(address).status_code == 404
    assert hers.post(reverse("centre_factor_reset", args=[stranger.pk])).status_code == 404
    assert factor.phone_of(stranger)


def test_not_of_who_works_elsewhere_too_and_not_her_own(director, other_branch, branch, clock):
    both = make_user(branch, Role.PARTNER, "afi")
    make_user(other_branch, Role.DIRECTOR, "afi")
    hers = sign_in(director)
    for user in (both, director):
        give_phone(user)
        TOTPDevice.objects.filter(user=user).update(key="a5" * 20)
    clock.later()
    hers = enter(director, clock)
    for user in (both, director):
        hers.post(reverse("centre_team_factor", args=[branch.pk, user.pk]))
        assert factor.phone_of(user)


def test_not_by_who_does_not_direct(editor, partner, branch, clock):
    give_phone(partner)
    client = sign_in(editor)
    client.post(reverse("centre_team_factor", args=[branch.pk, partner.pk]))
    client.post(reverse("centre_factor_reset", args=[partner.pk]))
    assert factor.phone_of(partner)


def test_the_federation_takes_it_away_from_anybody(superuser, director, clock):
    other = get_user_model().objects.create_superuser("autre", "autre@example.com", PASSWORD)
    client = sign_in(superuser)
    listed = client.get(reverse("wagtailusers_users:index")).content.decode()
    for user in (director, other):
        give_phone(user)
        address = reverse("centre_factor_reset", args=[user.pk])
        assert address in listed
        assert client.get(address).status_code == 200
        assert client.post(address).status_code == 302
        assert factor.phone_of(user) is None


def test_on_the_server_it_is_taken_away_by_a_command(superuser, clock, capsys):
    give_phone(superuser)
    client = enter(superuser, clock)
    call_command("reset_second_factor", superuser.username)
    assert "est retirée" in capsys.readouterr().out
    assert client.get(HOME).url.startswith(LOGIN)
    with pytest.raises(CommandError, match="personne"):
        call_command("reset_second_factor", "personne")
