"""The page that tells the story of the centre, date by date, each with its source."""

SOURCES = [
    (
        "Lancement du projet, 28 mars 2023",
        "L’Économiste du Togo",
        "https://leconomistedutogo.tg/?p=2808",
    ),
    (
        "Début de la construction, 9 mars 2024",
        "Togo Report",
        "https://togoreport.net/commune-ogou-1-lancement-du-projet-construction-du-centre-"
        "de-promotion-feminine-dogou1-et-egalite-femmes-hommes-dans-les-communes-du-togo",
    ),
    (
        "Atelier entre communes, 3 mai 2024",
        "Togo Report",
        "https://togoreport.net/ogou1-egalite-femmes-hommes-un-atelier-national-de-partage-"
        "dexperiences-entre-acteurs-communaux",
    ),
    (
        "Ouverture du centre, 3 décembre 2024",
        "Togo Report",
        "https://togoreport.net/atakpame-inauguration-du-centre-de-promotion-feminine-dogou1",
    ),
    (
        "Bilan du projet, 17 janvier 2025",
        "Togo Report",
        "https://togoreport.net/ogou1-les-resultats-du-projet-centre-de-promotion-feminine-a-"
        "ogou1-et-egalite-femmes-hommes-dans-les-communes-du-togo-presentes-aux-acteurs-"
        "impliques-a-atakpame",
    ),
    (
        "Début des cours, article du 19 décembre 2025",
        "Plateaux Actu",
        "https://plateaux-actu.tg/?p=18883",
    ),
]

DATES = [
    (
        "28 mars 2023",
        "À Lomé, lancement du projet pour l’égalité entre les femmes et les hommes dans les "
        "communes du Togo.",
    ),
    (
        "9 mars 2024",
        "À Atakpamé, début de la construction du centre, avec la fête du 8 mars.",
    ),
    (
        "3 mai 2024",
        "À Atakpamé, les communes du projet partagent leur expérience.",
    ),
    (
        "3 décembre 2024",
        "Le centre ouvre ses portes, pendant les 16 jours d’activisme contre les violences "
        "faites aux femmes.",
    ),
    (
        "17 janvier 2025",
        "À Atakpamé, le bilan du projet est présenté aux cinq communes.",
    ),
    (
        "Décembre 2025",
        "Au centre, début des cours d’alphabétisation et des formations en agro-entrepreneuriat.",
    ),
]


def _source(what: str, paper: str, url: str) -> str:
    return f'<li>{what} : <a href="{url}">{paper}</a></li>'


HISTORY = {
    "slug": "le-centre",
    "title": "Le centre",
    "introduction": "Comment le centre est né, ce que l’on y fait, et qui le dit.",
    "image": "centre",
    "body": [
        (
            "text",
            "<p>Le Centre de promotion féminine d’Ogou 1 se trouve à Atakpamé, sur le flanc de la "
            "colline d’Oké Èkpa. Il a ouvert le mardi 3 décembre 2024. Il a des salles de "
            "formation, où des cours ont commencé en décembre 2025.</p>",
        ),
        (
            "key_figures",
            {
                "title": "Au début des cours, en décembre 2025",
                "figures": [
                    {
                        "figure": "près de 100",
                        "label": "personnes au lancement",
                        "source": "Plateaux Actu",
                    },
                    {
                        "figure": "50",
                        "label": "femmes de groupements agricoles",
                        "source": "Plateaux Actu",
                    },
                    {
                        "figure": "30",
                        "label": "femmes inscrites à l’alphabétisation",
                        "source": "Plateaux Actu",
                    },
                ],
            },
        ),
        (
            "steps",
            {
                "title": "Les grandes dates",
                "steps": [{"title": date, "text": text} for date, text in DATES],
            },
        ),
        ("heading", "D’où viennent ces informations"),
        (
            "text",
            "<p>Ces articles ont été lus pour écrire cette page. Le nombre « près de 100 » est "
            "celui de l’article.</p><ul>" + "".join(_source(*row) for row in SOURCES) + "</ul>",
        ),
    ],
}
