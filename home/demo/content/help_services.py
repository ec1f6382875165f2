"""Services one comes to for help: being heard, safe, in good health, in one's rights.

``steps``: (title, text). ``papers``: (document, note). ``places``: addresses of places.
"""

URGENT = (
    "callout",
    {
        "kind": "warning",
        "text": "<p>En danger maintenant ? Appelez le <b>117</b> (police secours). Pour signaler "
        "un viol, appelez le <b>1014</b> : c’est un centre d’appels du ministère de la Sécurité, "
        "et la police peut être envoyée.</p>",
    },
)

LISTENING = {
    "slug": "ecoute",
    "title": "Être écoutée et accompagnée",
    "introduction": "Une personne vous reçoit seule, sans vous juger. Vous décidez de la suite.",
    "keywords": "mon mari me frappe, coups, viol, violence, menaces, insultes, harcèlement, peur, "
    "triste, parler à quelqu’un, conseil",
    "needs": ["etre-aidee", "parler"],
    "pictogram": "listening",
    "image": "ecoute",
    "is_sensitive": True,
    "neutral_title": "Information",
    "eligibility_description": "Toute personne qui subit des violences ou qui a besoin de parler, "
    "femme ou homme.",
    "men_welcome": True,
    "children_welcome": True,
    "female_staff": True,
    "is_free": True,
    "can_come_without": True,
    "languages": ["fr", "ee", "ife"],
    "confidentiality_note": "Ce que vous dites reste entre vous et la personne qui vous écoute.",
    "places": ["centre"],
    "steps": [
        ("Vous venez ou vous appelez", "Vous n’êtes pas obligée de donner votre nom."),
        ("On vous écoute", "Le temps qu’il faut, dans un endroit calme."),
        ("Vous choisissez", "Si vous le voulez, on vous oriente : santé, droit, police, abri."),
    ],
    "body": [
        URGENT,
        (
            "questions",
            {
                "title": "Les questions que l’on pose souvent",
                "questions": [
                    {
                        "question": "Et si je ne veux pas porter plainte ?",
                        "answer": "<p>C’est vous qui décidez. On vous écoute aussi si vous ne "
                        "voulez rien faire d’autre.</p>",
                    },
                    {
                        "question": "Puis-je venir avec mon enfant ?",
                        "answer": "<p>Oui.</p>",
                    },
                    {
                        "question": "Je suis un homme, puis-je venir ?",
                        "answer": "<p>Oui. Un homme aussi peut être victime de violences.</p>",
                    },
                ],
            },
        ),
    ],
}

COMPLAINT = {
    "slug": "demarches",
    "title": "Porter plainte, étape par étape",
    "introduction": "On vous explique les étapes avant. Vous avancez à votre rythme.",
    "keywords": "police, gendarmerie, tribunal, plainte, certificat médical, preuve, coups, viol, "
    "frappée, victime",
    "needs": ["etre-aidee", "droits-papiers"],
    "pictogram": "shield",
    "is_sensitive": True,
    "neutral_title": "Démarches",
    "eligibility_description": "Toute personne victime, et celle qui l’accompagne.",
    "men_welcome": True,
    "is_free": True,
    "can_come_without": True,
    "languages": ["fr", "ee"],
    "places": ["centre"],
    "steps": [
        ("Vous racontez ce qui s’est passé", "Une seule fois, à une personne formée."),
        ("On vous explique vos choix", "Porter plainte, attendre, ou demander un conseil."),
        ("Vous préparez vos papiers", "Les dates, les noms des témoins, ce que vous avez gardé."),
        (
            "Vous allez à la police ou à la gendarmerie",
            "Demandez si une personne peut venir avec vous.",
        ),
    ],
    "papers": [
        ("Certificat médical", "si vous en avez un"),
        ("Photos ou messages", "si vous en avez"),
    ],
    "body": [URGENT],
}

SHELTER = {
    "slug": "lieu-sur",
    "title": "Chercher un endroit sûr où dormir",
    "introduction": "On cherche une solution avec vous. Une place ne peut pas être promise.",
    "keywords": "abri, hébergement, foyer, chassée de la maison, fuir, partir, nuit, dormir, toit",
    "needs": ["logement", "etre-aidee"],
    "pictogram": "shelter",
    "is_sensitive": True,
    "neutral_title": "Information",
    "eligibility_description": "Toute personne qui ne peut pas rentrer chez elle sans danger.",
    "can_come_without": True,
    "languages": ["fr", "ee", "ife"],
    "confidentiality_note": "L’adresse n’est écrite nulle part sur ce site.",
    "places": ["lieu-communique"],
    "steps": [
        ("Vous dites que vous avez besoin d’un abri", "Au centre, ou à la personne qui vous aide."),
        ("On regarde avec vous qui peut vous recevoir", "Famille, amie, ou lieu d’accueil."),
        ("On vous dit comment y aller", "Seulement à vous, jamais par écrit."),
    ],
    "body": [URGENT],
}

RIGHTS = {
    "slug": "droits",
    "title": "Connaître ses droits",
    "introduction": "Mariage, héritage, terre, pension : on vous explique avec des mots simples.",
    "keywords": "divorce, séparation, veuve, héritage, terre, pension, mariage, loi, avocat, juge",
    "needs": ["droits-papiers", "enfants-famille"],
    "pictogram": "law",
    "eligibility_description": "Toute personne qui a une question de droit.",
    "men_welcome": True,
    "is_free": True,
    "can_come_without": True,
    "languages": ["fr", "ee"],
    "places": ["centre"],
    "steps": [
        ("Vous posez votre question", "Avec vos mots. Il n’y a pas de mauvaise question."),
        ("On vous dit ce que prévoit la loi", "Et ce que vous pouvez demander."),
        ("On vous dit à qui vous adresser", "Mairie, tribunal, chef de canton, avocat."),
    ],
}

BIRTH = {
    "slug": "acte-de-naissance",
    "title": "Faire l’acte de naissance d’un enfant",
    "introduction": "L’acte de naissance se fait à la mairie. On vous dit quels papiers apporter.",
    "alternate_name": "Déclaration de naissance",
    "keywords": "papiers de l’enfant, extrait de naissance, bébé, état civil, déclaration, école, "
    "jugement",
    "needs": ["droits-papiers", "enfants-famille"],
    "pictogram": "paper",
    "eligibility_description": "Les parents, ou la personne qui s’occupe de l’enfant.",
    "men_welcome": True,
    "children_welcome": True,
    "organization": "commune-ogou-1",
    "languages": ["fr", "ee"],
    "places": ["mairie"],
    "place_note": "Bureau de l’état civil",
    "steps": [
        ("Vous allez à l’état civil, à la mairie", "Avec les papiers que vous avez."),
        ("Vous donnez le nom de l’enfant et des parents", ""),
        ("Vous relisez l’acte avec l’agent", "Une faute dans un nom est difficile à corriger."),
        ("Vous gardez l’acte en lieu sûr", "Il sert pour l’école et pour la carte d’identité."),
    ],
    "papers": [
        ("Papier de l’accouchement", "à confirmer par la mairie"),
        ("Pièce d’identité d’un parent", "à confirmer par la mairie"),
    ],
    "body": [
        (
            "callout",
            {
                "kind": "info",
                "text": "<p>Le délai pour déclarer une naissance et le prix sont à confirmer "
                "auprès de la mairie.</p>",
            },
        )
    ],
}

HEALTH = {
    "slug": "sante",
    "title": "Santé et grossesse : savoir où aller",
    "introduction": "On répond à vos questions, sans gêne, et on vous dit où consulter.",
    "keywords": "enceinte, grossesse, accouchement, règles, planning familial, contraception, "
    "sage-femme, hôpital, malade, infection, santé sexuelle",
    "needs": ["sante", "jeunes"],
    "pictogram": "health",
    "eligibility_description": "Toutes les femmes et les jeunes filles, enceintes ou non.",
    "female_staff": True,
    "children_welcome": True,
    "is_free": True,
    "can_come_without": True,
    "languages": ["fr", "ee", "ife"],
    "confidentiality_note": "Vos questions restent entre vous et la personne qui vous reçoit.",
    "places": ["centre"],
    "steps": [
        ("Vous posez vos questions", "Seule, ou avec une personne de confiance."),
        ("On vous dit où consulter", "Centre de santé, hôpital, sage-femme."),
        ("Vous revenez si vous voulez", "Pour en parler après."),
    ],
    "body": [
        (
            "callout",
            {
                "kind": "info",
                "text": "<p>Ce n’est pas une consultation médicale. Si vous saignez, si vous avez "
                "de la fièvre ou très mal, allez tout de suite au centre de santé le plus "
                "proche.</p>",
            },
        )
    ],
}

YOUTH = {
    "slug": "jeunes",
    "title": "Rencontres entre jeunes",
    "introduction": "Un après-midi pour parler de l’école, du corps, de l’amour et de l’avenir.",
    "keywords": "adolescentes, filles, garçons, puberté, école, amour, avenir, copains, causerie",
    "needs": ["jeunes", "parler"],
    "pictogram": "youth",
    "minimum_age": 12,
    "maximum_age": 24,
    "men_welcome": True,
    "is_free": True,
    "can_come_without": True,
    "languages": ["fr", "ee"],
    "places": ["centre"],
    "place_note": "Salle de formation",
    "steps": [
        ("Vous venez", "Seule, ou avec une amie ou un ami."),
        (
            "On parle ensemble",
            "Chacune et chacun peut poser ses questions sur un papier, sans nom.",
        ),
        ("Vous pouvez rester après", "Pour parler à une seule personne."),
    ],
}
