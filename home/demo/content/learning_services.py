"""Services one comes to for learning and for earning one's living.

The keys are those of ``help_services``; ``hours``: (days, opens, closes, by appointment).
"""

LAUNCH = "https://plateaux-actu.tg/?p=18883"
TUESDAY, THURSDAY, SATURDAY = 1, 3, 5

LITERACY = {
    "slug": "alphabetisation",
    "title": "Apprendre à lire, écrire et compter",
    "introduction": "Des cours pour les femmes, qui partent du tout début.",
    "alternate_name": "Alphabétisation",
    "keywords": "alphabétisation, école pour adultes, lire, écrire, calcul, je ne sais pas lire, "
    "cahier, alphabet",
    "needs": ["apprendre"],
    "pictogram": "learning",
    "image": "apprendre",
    "eligibility_description": "Les femmes qui n’ont pas été à l’école, ou pas longtemps.",
    "can_come_without": True,
    "organization": "commune-ogou-1",
    "places": ["centre"],
    "place_note": "Salle de formation",
    "steps": [
        ("Vous venez vous inscrire", "Au centre. Les jours sont à confirmer."),
        ("On vous demande ce que vous savez déjà", "Ce n’est pas un examen."),
        ("Vous rejoignez un groupe", "Avec des femmes qui commencent comme vous."),
    ],
    "body": [
        (
            "text",
            "<p>Les cours ont commencé au centre en décembre 2025, avec 30 femmes inscrites "
            f'(source : <a href="{LAUNCH}">Plateaux Actu</a>).</p>',
        )
    ],
}

FARMING = {
    "slug": "agro-entrepreneuriat",
    "title": "Mieux vivre de ses récoltes",
    "introduction": "Une formation pour produire, transformer et vendre, seule ou en groupement.",
    "alternate_name": "Agro-entrepreneuriat féminin",
    "keywords": "agriculture, champ, récolte, maïs, manioc, soja, élevage, transformer, vendre, "
    "groupement agricole",
    "needs": ["argent-commerce", "apprendre", "travail"],
    "pictogram": "business",
    "eligibility_description": "Les femmes des groupements agricoles de la commune.",
    "women_only": True,
    "can_come_without": True,
    "organization": "commune-ogou-1",
    "places": ["centre"],
    "place_note": "Salle de formation",
    "steps": [
        ("Votre groupement vous inscrit, ou vous venez seule", "Au centre."),
        ("Vous suivez les séances", "Le nombre de séances est à confirmer."),
        ("Vous essayez chez vous", "Et vous revenez en parler avec le groupe."),
    ],
    "body": [
        (
            "text",
            "<p>Les formations ont commencé en décembre 2025, avec 50 femmes de groupements "
            f'agricoles (source : <a href="{LAUNCH}">Plateaux Actu</a>).</p>',
        )
    ],
}

ACCOUNTS = {
    "slug": "comptes-commerce",
    "title": "Tenir les comptes de son commerce",
    "introduction": "Savoir ce que l’on gagne, ce que l’on dépense, et fixer un bon prix.",
    "keywords": "petit commerce, marché, revendeuse, bénéfice, prix, crédit, dette, épargne, "
    "activité génératrice de revenus",
    "needs": ["argent-commerce", "apprendre"],
    "pictogram": "coin",
    "eligibility_description": "Toute femme qui vend, ou qui veut commencer.",
    "children_welcome": True,
    "is_free": False,
    "can_come_without": True,
    "languages": ["fr", "ee", "ife"],
    "places": ["centre"],
    "costs": [("Cahier de comptes", "prix à confirmer")],
    "steps": [
        ("Vous venez avec ce que vous avez", "Un cahier, des reçus, ou seulement votre mémoire."),
        ("On fait les comptes d’une semaine ensemble", "Sans savoir écrire, c’est possible aussi."),
        ("Vous continuez chez vous", "Et vous revenez quand vous bloquez."),
    ],
}

GROUPS = {
    "slug": "groupements",
    "title": "Créer un groupement ou une tontine",
    "introduction": "Se mettre ensemble pour épargner, acheter moins cher ou vendre mieux.",
    "keywords": "association, coopérative, tontine, épargne, caisse, règlement, femmes ensemble",
    "needs": ["argent-commerce", "travail"],
    "pictogram": "people",
    "eligibility_description": "Des femmes qui se connaissent et veulent s’organiser.",
    "is_free": True,
    "can_come_without": True,
    "languages": ["fr", "ee", "ife"],
    "places": ["centre"],
    "steps": [
        ("Vous venez à plusieurs", "Deux ou trois suffisent pour commencer."),
        ("On écrit les règles ensemble", "Qui garde l’argent, combien, et quand on partage."),
        ("On vous explique les papiers", "Si vous voulez que le groupement soit reconnu."),
    ],
}

PHONE = {
    "slug": "telephone",
    "title": "Se servir de son téléphone",
    "introduction": "Appeler, écrire, envoyer de l’argent, éviter les pièges.",
    "keywords": "WhatsApp, portable, smartphone, internet, message, argent mobile, arnaque, "
    "numérique, code secret",
    "needs": ["apprendre", "jeunes", "travail"],
    "pictogram": "phone",
    "women_only": True,
    "female_staff": True,
    "children_welcome": True,
    "is_free": True,
    "can_come_without": True,
    "languages": ["fr", "ee", "ife"],
    "places": ["centre"],
    "hours": [
        ([TUESDAY, THURSDAY], "08:30", "12:00", False),
        ([TUESDAY, THURSDAY], "15:00", "17:30", False),
        ([SATURDAY], "09:00", "12:00", True),
    ],
    "steps": [
        ("Vous venez avec votre téléphone", "Même s’il est vieux, même sans crédit."),
        ("Vous dites ce que vous voulez savoir faire", ""),
        ("Vous le faites vous-même, avec de l’aide", "Personne ne prend votre téléphone."),
    ],
    "body": [
        (
            "callout",
            {
                "kind": "info",
                "text": "<p>Les jours et les heures de cette page sont un exemple, pour montrer "
                "comment le site les affiche.</p>",
            },
        )
    ],
}

SEWING = {
    "slug": "couture",
    "title": "Apprendre la couture",
    "introduction": "Prendre les mesures, couper, coudre : un métier pour travailler chez soi.",
    "keywords": "couture, machine à coudre, tailleur, pagne, métier, apprentissage",
    "needs": ["apprendre", "travail"],
    "pictogram": "work",
    "places": ["centre"],
    "steps": [("Vous venez vous inscrire", "Les dates sont à confirmer.")],
}

SOAP = {
    "slug": "savon",
    "title": "Fabriquer et vendre du savon",
    "introduction": "Une petite activité qui commence avec peu d’argent.",
    "keywords": "savon, saponification, karité, vendre, activité, métier",
    "needs": ["argent-commerce", "apprendre"],
    "pictogram": "business",
    "places": ["centre"],
    "steps": [
        ("Vous venez vous inscrire", "Les dates sont à confirmer."),
        ("Vous fabriquez avec le groupe", "Gants et lunettes sont donnés."),
    ],
}

DRAFT_SERVICE = SEWING
SUBMITTED_SERVICE = SOAP
