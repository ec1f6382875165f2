"""What the portal says. Facts come from the articles that are named; the rest stays empty."""

PROJECT = (
    "<p>La Faîtière des Communes du Togo mène le projet « Centre de promotion féminine à Ogou 1 "
    "et égalité femmes-hommes dans les communes du Togo » dans cinq communes : Zio 1, Ogou 1, "
    "Tchaoudjo 1, Kozah 1 et Tône 1. L’Association internationale des maires francophones et "
    "l’Union européenne le soutiennent.</p>"
    '<p>D’après : <a href="https://www.afrikelles.tg/centre-de-promotion-feminine/">'
    "Afrik’Elles</a>.</p>"
)

PORTAL = {
    "slug": "federation",
    "title": "Égalité femmes-hommes dans les communes du Togo",
    "federation_name": "Faîtière des Communes du Togo",
    "introduction": "Apprendre, être écoutée, gagner sa vie : qui vous aide, dans votre commune "
    "ou tout près.",
    "body": [
        ("heading", "Un projet, cinq communes"),
        ("text", PROJECT),
        (
            "callout",
            {
                "kind": "info",
                "text": "<p>Ce site est une démonstration. Un seul centre est ouvert, à "
                "Atakpamé, depuis le 3 décembre 2024. Les autres communes portent le projet, "
                "sans bâtiment.</p>",
            },
        ),
    ],
}

# Offered to every commune: for four of them, the first thing that their site can tell.
SHARED = {
    "slug": "le-projet",
    "title": "Le projet des cinq communes",
    "introduction": "Qui le mène, où, et avec qui.",
    "body": [
        ("text", PROJECT),
        (
            "callout",
            {
                "kind": "info",
                "text": "<p>La fédération a écrit cette page une fois pour toutes les communes. "
                "Chacune peut y ajouter ses mots, ou ne pas la montrer.</p>",
            },
        ),
    ],
}

DIRECTORY = {
    "slug": "communes",
    "title": "Les communes",
    "introduction": "Les 117 communes du Togo, et celles qui portent le projet.",
}

# Two towns of the project are one commune of several: the town is said, for who does not know it.
TOWNS = {
    "Zio 1": "Tsévié",
    "Ogou 1": "Atakpamé",
    "Tchaoudjo 1": "Sokodé",
    "Kozah 1": "Kara",
    "Tône 1": "Dapaong",
}
FIRST = "Ogou 1"
FOCAL_SOURCE = (
    "https://www.afrikelles.tg/fct-projet-egalite-femmes-hommes-dans-les-communes-du-togo-des-"
    "points-focaux-mandates/"
)
COUNCILLOR = "Élue de la commune (article de juillet 2023)"
FOCAL_ROLES = {"Zio 1": "Agent de la mairie (article de juillet 2023)"}


def partner(name: str) -> dict:
    """Return the page of the commune ``name``: what is not published of it is left out."""
    is_open = name == FIRST
    town = TOWNS[name]
    said = "Le centre est ouvert" if is_open else "Un projet, pas encore de bâtiment"
    return {
        "title": name,
        "introduction": f"{said} : {town} est une des cinq communes du projet.",
        "status": "live" if is_open else "joined",
        "focal_role": FOCAL_ROLES.get(name, COUNCILLOR),
        "body": [
            ("heading", "Le projet"),
            ("text", PROJECT),
            (
                "text",
                "<p>La personne à contacter est connue par son rôle : "
                f'<a href="{FOCAL_SOURCE}">Afrik’Elles</a> a rendu compte de la formation des '
                "points focaux, à Dapaong, en juillet 2023.</p>",
            ),
        ],
    }
