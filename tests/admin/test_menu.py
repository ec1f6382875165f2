"""The menu of each role: what she works with, and nothing else."""

import pytest
from django.urls import reverse

from centre.models import Role
from tests.admin.crawl import Page
from tests.factories import make_user

pytestmark = pytest.mark.django_db

PAGES = ["Pages", "Services", "Agenda"]
NEWS = ["Actualités", "Programmes"]
# Nobody else has a register before it is declared: see test_register.
REGISTER = ["Registre", "Déclaration"]
DIRECTORY = ["Annuaire", "Lieux", "Organisations", "Numéros utiles", "Jours fériés"]
MEDIA = ["Images", "Sons et films", "Documents"]
REPORTS = ["Circuits d’approbation", "Historique du Site"]
FOOT = ["Aide", "Raccourcis", "Compte", "Se déconnecter"]
MENUS = {
    Role.DIRECTOR: [
        *[*PAGES, *REGISTER, *NEWS, *DIRECTORY, *MEDIA, "Équipe"],
        *["Rapports", "Journal", "Pages verrouillées", *REPORTS, *FOOT],
    ],
    Role.EDITOR: [*PAGES, *NEWS, *DIRECTORY, *MEDIA, "Rapports", *REPORTS, *FOOT],
    Role.EVENTS: [*PAGES, *NEWS, *DIRECTORY, *MEDIA, "Rapports", *REPORTS, *FOOT],
    Role.PARTNER: [*PAGES, *NEWS, *MEDIA, "Rapports", *REPORTS, *FOOT],
}  # fmt: skip


def menu(client, user) -> list[str]:
    client.force_login(user)
    return Page(client.get(reverse("wagtailadmin_home")).content.decode()).menu


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_the_menu_of_a_role(client, branch, role):
    assert menu(client, make_user(branch, role)) == MENUS[role]


def test_the_federation_has_the_settings_too(client, branch, superuser):
    assert {"Paramètres", "Utilisateurs", "Groupes", "Sites"} <= set(menu(client, superuser))
