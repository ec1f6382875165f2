"""The project of the centre, as the press and its partners have told it: see the sources within."""

from home.demo.content.past_events import FIVE

PROGRAMMES = {
    "slug": "programmes",
    "title": "Programmes",
    "introduction": "Les projets qui portent le centre, et ce qu’ils ont donné.",
}

REPORT = "bilan du 17 janvier 2025, Togo Report"
REPORT_URL = (
    "https://togoreport.net/ogou1-les-resultats-du-projet-centre-de-promotion-feminine-a-ogou1-et-"
    "egalite-femmes-hommes-dans-les-communes-du-togo-presentes-aux-acteurs-impliques-a-atakpame"
)
START_URL = (
    "https://levisionnaire.tg/lancement-officiel-du-projet-de-construction-du-centre-de-promotion-"
    "feminine-a-ogou-1-un-engagement-fort-pour-legalite-femmes-hommes-au-togo"
)

# What nobody published is left out: the first and the last day, the gender marker, the goals.
PROGRAMME = {
    "slug": "centre-et-egalite",
    "title": "Centre de promotion féminine à Ogou 1 et égalité femmes-hommes dans les communes",
    "introduction": "Un centre pour les femmes à Atakpamé, et cinq communes qui agissent pour "
    "l’égalité.",
    "budget": 390_000,
    "currency": "EUR",
    "months": 24,
    "communes": FIVE,
    "objectives": "L’égalité entre les femmes et les hommes dans la commune\n"
    "Des acteurs locaux formés sur l’égalité et contre les violences\n"
    "De meilleurs services et de meilleurs lieux d’accueil pour les femmes et les filles\n"
    "Des résultats connus dans tout le pays, pour que d’autres communes s’engagent",
    "partners": [
        ("fct", "mene"),
        ("commune-ogou-1", "mene"),
        ("aimf", "finance"),
        ("union-europeenne", "finance"),
    ],
    "figures": [
        ("figure", {"figure": "1 573", "label": "acteurs locaux sensibilisés ou formés",
                    "source": REPORT}),
        ("figure", {"figure": "90", "label": "émissions de radio", "source": REPORT}),
        ("figure", {"figure": "1 296", "label": "spots, en français et en cinq langues",
                    "source": REPORT}),
    ],
    "body": [
        (
            "text",
            "<p>Le projet a été lancé à Lomé le 28 mars 2023, pour 24 mois. Il comprend la "
            "construction du centre, à Atakpamé, et des activités dans les communes.</p>"
            "<p>D’après : "
            '<a href="https://leconomistedutogo.tg/?p=2808">L’Économiste du Togo</a>, '
            f'<a href="{START_URL}">Le Visionnaire</a> pour les objectifs, et '
            '<a href="https://aimf.asso.fr/">l’AIMF</a> pour le montant.</p>',
        ),
    ],
    "results": [
        (
            "text",
            "<p>Le centre est ouvert depuis le 3 décembre 2024. Les résultats ont été présentés "
            "aux cinq communes le 17 janvier 2025, avec aussi 400 t-shirts, 12 kakémonos et "
            "500 plaquettes.</p>"
            f'<p>D’après : <a href="{REPORT_URL}">Togo Report</a>.</p>',
        ),
    ],
}  # fmt: skip
