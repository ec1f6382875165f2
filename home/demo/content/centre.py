"""The centre itself: its home page, its list of services, its partners page."""

COMMUNE = "Ogou 1"

HOME = {
    "slug": "ogou-1",
    "title": "Centre de promotion féminine d’Ogou 1",
    "introduction": "Apprendre, être écoutée, gagner sa vie : les services du centre, à Atakpamé.",
    "town_name": "Atakpamé",
    "image": "centre",
}
HOME_LANGUAGES = ["fr", "ee", "ife"]
HOME_PLACE = "centre"

SERVICE_INDEX = {
    "slug": "services",
    "title": "Services",
    "introduction": "Tout ce que l’on peut trouver au centre et autour.",
}


def home_body(ids: dict[str, int]) -> list[tuple]:
    """Return the body of the home page; ``ids`` are those of the free pages, by slug."""
    return [
        ("heading", "Un centre pour les femmes d’Atakpamé"),
        (
            "text",
            "<p>Le centre est ouvert depuis le 3 décembre 2024, sur le flanc de la colline "
            "d’Oké Èkpa. Depuis décembre 2025, des femmes y apprennent à lire, et d’autres à "
            "mieux vivre de leurs récoltes.</p>"
            f'<p><a linktype="page" id="{ids["le-centre"]}">L’histoire du centre</a></p>',
        ),
        (
            "callout",
            {
                "kind": "info",
                "text": "<p>Ce site est une démonstration. Les services présentés sont des "
                "exemples. Les horaires, les téléphones et les prix sont à confirmer par le "
                "centre.</p>",
            },
        ),
    ]
