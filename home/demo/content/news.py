"""News made of facts that the press reported, each with its sources.

``related``: pages of the demonstration to read with it.
"""

NEWS_INDEX = {
    "slug": "actualites",
    "title": "Actualités",
    "introduction": "Ce qui se passe au centre.",
}

NEWS = [
    {
        "slug": "le-centre-a-ouvert",
        "title": "Le centre a ouvert ses portes",
        "introduction": "Le 3 décembre 2024, le centre a été inauguré à Atakpamé.",
        "date": "2024-12-03",
        "body": [
            (
                "text",
                "<p>Le Centre de promotion féminine d’Ogou 1 a été inauguré le mardi 3 décembre "
                "2024, sur le flanc de la colline d’Oké Èkpa. C’était pendant les 16 jours "
                "d’activisme contre les violences faites aux femmes.</p>"
                '<p>D’après : <a href="https://togoreport.net/atakpame-inauguration-du-centre-de-'
                'promotion-feminine-dogou1">Togo Report</a> et '
                '<a href="https://lanouvellemarche.com/?p=7688">La Nouvelle Marche</a>.</p>',
            )
        ],
        "related": ["agenda/ouverture-du-centre", "programmes/centre-et-egalite"],
    },
    {
        "slug": "les-cours-ont-commence",
        "title": "Les cours ont commencé au centre",
        "introduction": "Des femmes apprennent à lire, d’autres à mieux vivre de leurs récoltes.",
        "date": "2025-12-19",
        "body": [
            (
                "text",
                "<p>Au centre, les cours d’alphabétisation et les formations en "
                "agro-entrepreneuriat ont commencé. Près de 100 personnes étaient là, dont "
                "50 femmes de groupements agricoles et 30 femmes inscrites à l’alphabétisation."
                "</p><p>La date de cette page est celle de l’article : le jour de la cérémonie "
                "n’est pas donné.</p>"
                '<p>D’après : <a href="https://plateaux-actu.tg/?p=18883">Plateaux Actu</a>.</p>',
            )
        ],
        "related": ["agenda/lancement-des-cours", "services/alphabetisation"],
    },
]
