"""The team screen: a director looks after the members of her commune, and of no other."""

import datetime as dt
import re

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from centre.models import Role
from centre.tenancy.invitations import CannotInvite, Guest, invite, renew
from centre.tenancy.team import members, remove, roles_in
from tests.factories import make_user

pytestmark = pytest.mark.django_db

CHOSEN = "trois-lampes-bleues"
AFI = {
    "first_name": "Afi",
    "last_name": "Exemple",
    "email": "Afi@Example.com",
    "role": Role.EDITOR.value,
}
NOT_SENT = "django.core.mail.backends.dummy.EmailBackend"
User = get_user_model()


@pytest.fixture
def hers(client, director):
    """The client of the director of Ogou 1."""
    client.force_login(director)
    return client


@pytest.fixture
def stranger(other_branch):
    """An editor of Zio 1."""
    user = make_user(other_branch, Role.EDITOR, "kossi")
    user.first_name, user.last_name = "Kossi", "Deloin"
    user.save()
    return user


def url(name, branch, *args):
    return reverse(f"centre_team_{name}", args=[branch.pk, *args])


def guest(email="afi@example.com", role=Role.EDITOR):
    return Guest(role, "Afi", "Exemple", email)


def link_in(text) -> str:
    return re.search(r"/admin/invitation/[^\s<]+", text)[0]


def enter(link, password=CHOSEN, **more):
    """Follow the link of an invitation and choose a password; return the client and the answer."""
    visitor = Client()
    answer = visitor.get(link, follow=True)
    if not answer.context["validlink"]:
        return visitor, answer
    values = {"new_password1": password, "new_password2": password} | more
    return visitor, visitor.post(answer.redirect_chain[-1][0], values)


def acts():
    noted = ModelLogEntry.objects.exclude(action="centre.sign_in").order_by("pk")
    return list(noted.values_list("action", "user__username"))


def test_she_invites_and_the_guest_enters_by_mail(hers, branch, director):
    answer = hers.post(url("invite", branch), AFI)
    assert "est envoyée" in answer.content.decode()
    afi = User.objects.get(email="afi@example.com")
    assert roles_in(branch)[afi.pk] == Role.EDITOR
    assert not (afi.is_superuser or afi.is_staff)
    [sent] = mail.outbox
    assert sent.to == ["afi@example.com"]
    assert sent.subject == "Votre accès au site d’Ogou 1"
    assert "Éditrice" in sent.body and "7 jours" in sent.body and "afi@example.com" in sent.body
    visitor, entered = enter(link_in(sent.body))
    assert entered.url == reverse("wagtailadmin_home")
    assert visitor.get(entered.url).status_code == 200
    assert Client().login(username="afi@example.com", password=CHOSEN)
    assert acts() == [("centre.invite", director.username)]


def test_the_page_of_the_link_says_who_she_will_be_and_where(hers, branch):
    hers.post(url("invite", branch), AFI)
    page = Client().get(link_in(mail.outbox[0].body), follow=True).content.decode()
    assert "Équipe d’Ogou 1" in page and "Éditrice" in page and "afi@example.com" in page


def test_without_mail_the_link_is_shown_to_hand_over(hers, branch, settings):
    settings.EMAIL_BACKEND = NOT_SENT
    answer = hers.post(url("invite", branch), AFI).content.decode()
    assert "n’a pas pu partir" in answer
    _visitor, entered = enter(link_in(answer))
    assert entered.status_code == 302


def test_a_mail_server_that_fails_loses_nothing(hers, branch, monkeypatch):
    def fail(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("centre.tenancy.invitation_mail.send_mail", fail)
    answer = hers.post(url("invite", branch), AFI).content.decode()
    assert link_in(answer)
    assert User.objects.filter(email="afi@example.com").exists()


def test_a_link_serves_once(branch):
    link = invite(branch, guest()).link
    enter(link)
    _visitor, again = enter(link, "une-autre-phrase")
    assert "ne sert plus" in again.content.decode()
    assert User.objects.get(email="afi@example.com").check_password(CHOSEN)


def test_a_link_ends(branch, monkeypatch):
    link = invite(branch, guest()).link
    now = PasswordResetTokenGenerator._now
    after = dt.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT + 60)
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: now(self) + after)
    _visitor, answer = enter(link)
    assert "ne sert plus" in answer.content.decode()


def test_a_password_too_weak_is_refused_and_the_link_still_serves(branch):
    link = invite(branch, guest()).link
    _visitor, answer = enter(link, "12345678")
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert enter(link)[1].status_code == 302


@pytest.mark.parametrize("broken", ["x/y/", "MQ/abc-def/", "MTIz/set-password/"])
def test_a_broken_link_says_so(branch, broken):
    answer = Client().get(f"/admin/invitation/{broken}", follow=True)
    assert answer.status_code == 200
    assert "ne sert plus" in answer.content.decode()


def test_a_new_link_makes_the_former_void(hers, branch):
    afi = invite(branch, guest())
    hers.post(url("renew", branch, afi.user.pk))
    assert "ne sert plus" in enter(afi.link)[1].content.decode()
    assert enter(link_in(mail.outbox[-1].body))[1].status_code == 302


def test_who_has_entered_gets_no_link_from_the_director(hers, branch, editor):
    answer = hers.post(url("renew", branch, editor.pk), follow=True)
    assert "est déjà dans l’équipe" in answer.content.decode()
    assert not mail.outbox
    editor.refresh_from_db()
    assert editor.has_usable_password()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"email": "pas un mél"}, "email"),
        ({"email": ""}, "email"),
        ({"email": "a" * 160 + "@example.com"}, "email"),
        ({"first_name": ""}, "first_name"),
        ({"last_name": "x" * 151}, "last_name"),
        ({"role": "federation"}, "role"),
        ({"role": ""}, "role"),
    ],
)
def test_what_is_wrong_is_said_next_to_its_field_and_nothing_is_lost(hers, branch, values, field):
    before = User.objects.count()
    answer = hers.post(url("invite", branch), AFI | values)
    assert field in answer.context["form"].errors
    assert (AFI | values)["first_name"] in answer.content.decode()
    assert User.objects.count() == before


def test_nobody_becomes_director_for_want_of_a_choice(hers, branch):
    page = hers.get(url("invite", branch)).content.decode()
    assert '<option value="editrice" selected>' in page


def test_who_is_in_the_team_is_not_invited_again(hers, branch, editor):
    answer = hers.post(url("invite", branch), AFI | {"email": editor.email})
    assert "déjà dans l’équipe" in answer.content.decode()
    assert roles_in(branch)[editor.pk] == Role.EDITOR


def test_she_changes_a_role(hers, branch, editor, director):
    hers.post(url("member", branch, editor.pk), {"role": Role.PARTNER.value})
    assert roles_in(branch)[editor.pk] == Role.PARTNER
    assert editor.groups.count() == 1
    assert acts() == [("centre.change_role", director.username)]


def test_she_removes_a_member_whose_account_is_then_closed(hers, branch, editor, director):
    session = Client()
    session.force_login(editor)
    hers.post(url("remove", branch, editor.pk))
    editor.refresh_from_db()
    assert not editor.is_active and not editor.groups.exists()
    assert not editor.has_usable_password()
    assert session.get(reverse("wagtailadmin_home")).status_code == 302
    assert acts() == [("centre.leave", director.username)]


def test_a_member_who_was_removed_may_come_back(hers, branch, editor):
    hers.post(url("remove", branch, editor.pk))
    hers.post(url("invite", branch), AFI | {"email": editor.email})
    assert enter(link_in(mail.outbox[-1].body))[1].status_code == 302
    editor.refresh_from_db()
    assert editor.is_active and roles_in(branch)[editor.pk] == Role.EDITOR


def test_a_removed_member_does_not_come_in_by_her_old_link(hers, branch):
    afi = invite(branch, guest())
    hers.post(url("remove", branch, afi.user.pk))
    assert "ne sert plus" in enter(afi.link)[1].content.decode()


@pytest.mark.parametrize("act", ["remove", "member"])
def test_the_last_director_stays(hers, branch, director, act):
    answer = hers.post(url(act, branch, director.pk), {"role": "editrice"}, follow=True)
    assert "seule directrice" in answer.content.decode()
    assert roles_in(branch)[director.pk] == Role.DIRECTOR


def test_a_director_who_has_not_entered_does_not_count(hers, branch, director):
    second = invite(branch, guest(role=Role.DIRECTOR))
    hers.post(url("remove", branch, director.pk))
    assert director in members(branch)
    enter(second.link)
    hers.post(url("remove", branch, director.pk))
    assert director not in members(branch)


def test_the_federation_replaces_the_last_director(client, branch, director, superuser):
    client.force_login(superuser)
    client.post(url("remove", branch, director.pk))
    assert not members(branch).exists()


def test_a_user_in_two_communes_stays_in_the_other(hers, branch, other_branch, stranger):
    stranger.groups.add(branch.branch_groups.get(role=Role.PARTNER).group)
    hers.post(url("remove", branch, stranger.pk))
    stranger.refresh_from_db()
    assert stranger.is_active and stranger.has_usable_password()
    assert roles_in(other_branch) == {stranger.pk: Role.EDITOR}
    assert stranger not in members(branch)


def test_an_account_of_another_commune_joins_when_she_says_so(
    hers, branch, other_branch, director, stranger
):
    answer = hers.post(url("invite", branch), AFI | {"email": stranger.email}).content.decode()
    assert "Kossi" not in answer and "Zio" not in answer
    assert stranger not in members(branch)
    link = link_in(mail.outbox[0].body)
    assert "Kossi" not in mail.outbox[0].body

    # Whoever holds the link without the account gets nowhere, the director herself included.
    assert Client().get(link).status_code == 302
    hers.post(link)
    assert roles_in(branch) == {director.pk: Role.DIRECTOR}
    another = Client()
    another.force_login(make_user(other_branch, Role.PARTNER))
    assert "ne sert plus" in another.get(link).content.decode()
    another.post(link)
    assert roles_in(branch) == {director.pk: Role.DIRECTOR}

    guest_client = Client()
    guest_client.force_login(stranger)
    assert "Rejoindre l’équipe d’Ogou 1" in guest_client.get(link).content.decode()
    guest_client.post(link)
    assert roles_in(branch)[stranger.pk] == Role.EDITOR
    assert roles_in(other_branch)[stranger.pk] == Role.EDITOR
    stranger.refresh_from_db()
    assert stranger.get_full_name() == "Kossi Deloin"
    assert acts()[-1] == ("centre.join", stranger.username)

    # Once out again, the old link lets nobody back in.
    remove(branch, stranger, director)
    guest_client.post(link)
    assert stranger not in members(branch)


def test_a_later_invitation_makes_the_former_void(branch, stranger):
    first = invite(branch, guest(stranger.email, Role.DIRECTOR))
    invite(branch, guest(stranger.email, Role.PARTNER))
    client = Client()
    client.force_login(stranger)
    client.post(link_in(first.link))
    assert stranger not in members(branch)


def test_nobody_takes_over_an_account_invited_elsewhere(branch, other_branch):
    """Afi is invited by Zio 1 and has not entered: Ogou 1 gets no link that opens her account."""
    theirs = invite(other_branch, guest())
    ours = invite(branch, guest())
    assert not ours.is_new
    assert "rejoindre" in ours.link
    assert theirs.user not in members(branch)
    theirs.user.groups.add(branch.branch_groups.get(role=Role.EDITOR).group)
    with pytest.raises(CannotInvite):
        renew(branch, theirs.user)
    with pytest.raises(CannotInvite):
        invite(branch, guest())


def test_who_the_federation_has_closed_does_not_come_back_by_the_director(hers, branch):
    afi = invite(branch, guest()).user
    User.objects.filter(pk=afi.pk).update(is_active=False)
    for answer in (
        hers.post(url("renew", branch, afi.pk), follow=True),
        hers.post(url("invite", branch), AFI),
    ):
        assert "demandez à la fédération" in answer.content.decode()
    afi.refresh_from_db()
    assert not afi.is_active


def test_an_account_that_another_commune_has_closed_is_for_the_federation(hers, branch, stranger):
    User.objects.filter(pk=stranger.pk).update(is_active=False)
    answer = hers.post(url("invite", branch), AFI | {"email": stranger.email}).content.decode()
    assert "demandez à la fédération" in answer
    stranger.refresh_from_db()
    assert not stranger.is_active


def test_nobody_of_the_federation_is_invited_shown_or_touched(hers, branch, superuser):
    answer = hers.post(url("invite", branch), AFI | {"email": superuser.email}).content.decode()
    assert "demandez à la fédération" in answer
    superuser.groups.add(branch.branch_groups.get(role=Role.EDITOR).group)
    assert superuser.username not in hers.get(url("of", branch)).content.decode()
    for name in ("member", "renew", "remove"):
        assert hers.post(url(name, branch, superuser.pk), {"role": "editrice"}).status_code == 404
    superuser.refresh_from_db()
    assert superuser.is_superuser and superuser.is_active


def test_no_field_makes_anybody_superuser_or_gives_another_group(hers, branch, other_branch):
    group = other_branch.branch_groups.get(role=Role.DIRECTOR).group_id
    extra = {"is_superuser": "on", "is_staff": "on", "groups": group, "branch": other_branch.pk}
    hers.post(url("invite", branch), AFI | extra)
    afi = User.objects.get(email="afi@example.com")
    assert not afi.is_superuser and roles_in(other_branch) == {}
    hers.post(url("member", branch, afi.pk), {"role": "directrice"} | extra)
    afi.refresh_from_db()
    assert not afi.is_superuser and not afi.is_staff and roles_in(other_branch) == {}
    assert roles_in(branch)[afi.pk] == Role.DIRECTOR


def test_another_commune_does_not_exist(hers, branch, other_branch, stranger):
    assert stranger.first_name not in hers.get(url("of", branch)).content.decode()
    assert hers.get(url("of", other_branch)).status_code == 404
    assert hers.post(url("invite", other_branch), AFI).status_code == 404
    for team in (branch, other_branch):
        assert hers.get(url("member", team, stranger.pk)).status_code == 404
        for name in ("member", "renew", "remove"):
            answer = hers.post(url(name, team, stranger.pk), {"role": "partenaire"})
            assert answer.status_code == 404
    assert roles_in(other_branch) == {stranger.pk: Role.EDITOR}


@pytest.mark.parametrize("role", [Role.EDITOR, Role.EVENTS, Role.PARTNER])
def test_who_directs_nothing_has_no_team_screen(client, branch, director, role):
    client.force_login(make_user(branch, role))
    home = client.get(reverse("wagtailadmin_home"))
    assert reverse("centre_team") not in home.content.decode()
    assert client.get(reverse("centre_team")).status_code == 302
    for name in ("of", "invite"):
        assert client.get(url(name, branch)).status_code == 404
    client.post(url("remove", branch, director.pk))
    assert director in members(branch)


def test_the_menu_leads_a_director_to_her_team(hers, branch):
    assert reverse("centre_team") in hers.get(reverse("wagtailadmin_home")).content.decode()
    assert hers.get(reverse("centre_team")).url == url("of", branch)


def test_the_federation_chooses_the_commune(client, branch, other_branch, stranger, superuser):
    client.force_login(superuser)
    page = client.get(reverse("centre_team")).content.decode()
    assert url("of", branch) in page and url("of", other_branch) in page
    assert "Kossi" in client.get(url("of", other_branch)).content.decode()


def test_links_that_act_are_not_followed(hers, branch, editor):
    for name in ("renew", "remove"):
        assert hers.get(url(name, branch, editor.pk)).status_code == 405
    assert editor in members(branch)


def test_the_list_costs_the_same_for_many(hers, branch, django_assert_max_num_queries):
    def cost():
        with django_assert_max_num_queries(40) as captured:
            hers.get(url("of", branch))
        return len(captured)

    cost()
    few = cost()
    for number in range(8):
        make_user(branch, Role.EDITOR, f"membre{number}")
    assert cost() == few


def test_the_history_of_every_act_is_in_words(client, branch, superuser):
    invite(branch, guest(), superuser)
    entry = ModelLogEntry.objects.get()
    assert entry.message == "Invitée dans l’équipe"
    assert entry.data == {"branch": branch.pk, "commune": "Ogou 1", "role": "editrice"}
