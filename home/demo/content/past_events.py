"""What the press reported of the project: fourteen real events, each with its sources.

``dates``: (first day, last day, how much of it is known). ``partners``: (organisation, role).
``attendance``: the figures of the article, ``about`` when it does not give an exact count.
"""

CENTRE_TOWN = "Atakpamé"
OGOU, ZIO, TCHAOUDJO, KOZAH, TONE = "Ogou 1", "Zio 1", "Tchaoudjo 1", "Kozah 1", "Tône 1"
FIVE = [OGOU, ZIO, TCHAOUDJO, KOZAH, TONE]
CARRIERS = [
    ("fct", "organise"),
    ("commune-ogou-1", "appuie"),
    ("aimf", "finance"),
    ("union-europeenne", "finance"),
]
FUNDERS = [("fct", "organise"), ("aimf", "finance"), ("union-europeenne", "finance")]
MISSION_2025 = (
    "afrikelles.tg",
    "https://www.afrikelles.tg/projet-egalite-femmes-hommes-dans-les-communes-du-togo-3eme-"
    "mission-de-suivi-bouclee/",
)

PAST_EVENTS = [
    {
        "slug": "lancement-du-projet",
        "title": "Lancement du projet pour l’égalité femmes-hommes dans les communes",
        "introduction": "À Lomé, les communes et leurs partenaires lancent le projet.",
        "kind": "autre",
        "themes": ["decider"],
        "dates": ("2023-03-28", "2023-03-28", "day"),
        "place_text": "Lomé",
        "audience": "Communes, autorités, partenaires",
        "partners": CARRIERS,
        "outcome": "Le projet a été lancé. Les organes qui le pilotent et le coordonnent ont été "
        "mis en place le même jour.",
        "sources": [
            ("L’Économiste du Togo", "https://leconomistedutogo.tg/?p=2808"),
            (
                "Le Nouveau Reporter",
                "https://lenouveaureporter.com/projet-de-promotion-de-legalite-femme-homme-"
                "lancement-et-mise-en-place-des-organes-dans-les-communes",
            ),
        ],
    },
    {
        "slug": "atelier-region-centrale",
        "title": "Atelier régional sur l’égalité femmes-hommes, région Centrale",
        "introduction": "À Sokodé, des autorités, des prestataires et des ONG se forment.",
        "kind": "renforcement_capacites",
        "themes": ["nos-droits", "vivre-sans-violence"],
        "dates": ("2023-04-20", "2023-04-20", "day"),
        "communes": [TCHAOUDJO],
        "place_text": "Sokodé",
        "audience": "Autorités locales, prestataires, réseaux d’ONG",
        "partners": CARRIERS,
        "attendance": {"total": 20, "about": True},
        "outcome": "Une vingtaine de personnes y ont pris part, selon l’article. Le même atelier "
        "s’était tenu à Kara, à Dapaong et à Atakpamé ; les dates n’en sont pas données.",
        "sources": [
            (
                "Septentrional",
                "https://www.septentrional.tg/2023/04/26/les-leaders-de-sokode-prets-pour-"
                "combattre-les-violences-faites-aux-femmes/",
            )
        ],
    },
    {
        "slug": "formation-points-focaux",
        "title": "Formation des points focaux des cinq communes",
        "introduction": "À Dapaong, deux jours sur l’égalité et contre les violences.",
        "kind": "renforcement_capacites",
        "themes": ["nos-droits", "vivre-sans-violence"],
        "dates": ("2023-07-13", "2023-07-14", "day"),
        "communes": [TONE],
        "place_text": "Dapaong",
        "audience": "Équipe du projet, points focaux des communes, deux femmes de médias",
        "partners": FUNDERS,
        "outcome": "Les points focaux sont des élues de Kozah 1, d’Ogou 1, de Tchaoudjo 1 et de "
        "Tône 1, et un agent de la mairie de Zio 1.",
        "sources": [
            (
                "Afrik’Elles",
                "https://www.afrikelles.tg/fct-projet-egalite-femmes-hommes-dans-les-communes-"
                "du-togo-des-points-focaux-mandates/",
            )
        ],
    },
    {
        "slug": "bilan-a-mi-parcours",
        "title": "Comité de pilotage : bilan à mi-parcours du projet",
        "introduction": "À Lomé, le comité regarde ce qui a été fait.",
        "kind": "autre",
        "themes": ["decider"],
        "dates": ("2024-02-16", "2024-02-16", "day"),
        "place_text": "Lomé",
        "audience": "Comité de pilotage",
        "partners": FUNDERS,
        "outcome": "Le bilan présenté : 6 conventions avec des radios locales et un média en "
        "ligne, 15 émissions interactives, 180 messages en français et en langues locales.",
        "sources": [
            (
                "Lomé Bouge Info",
                "https://lomebougeinfo.tg/le-copil-juge-satisfaisant-le-bilan-a-mi-parcours-du-"
                "projet-efh-dans-les-communes-du-togo/",
            ),
            (
                "Afrik’Elles",
                "https://www.afrikelles.tg/projet-egalite-homme-femme-de-la-fct-des-maires-"
                "portent-mieux-la-thematique-vbg-et-egalite/",
            ),
        ],
    },
    {
        "slug": "debut-des-travaux",
        "title": "Début de la construction du centre",
        "introduction": "À Atakpamé, les travaux du centre commencent, avec la fête du 8 mars.",
        "kind": "autre",
        "themes": ["decider"],
        "dates": ("2024-03-09", "2024-03-09", "day"),
        "communes": [OGOU],
        "place_text": CENTRE_TOWN,
        "audience": "Autorités, chefs traditionnels et religieux, ONG, CDQ, groupements de femmes",
        "partners": [
            ("commune-ogou-1", "organise"),
            ("fct", "appuie"),
            ("aimf", "finance"),
            ("union-europeenne", "finance"),
        ],
        "outcome": "Les travaux ont été lancés le jour où la commune célébrait le 8 mars.",
        "sources": [
            (
                "Togo Report",
                "https://togoreport.net/commune-ogou-1-lancement-du-projet-construction-du-"
                "centre-de-promotion-feminine-dogou1-et-egalite-femmes-hommes-dans-les-communes-"
                "du-togo",
            ),
            (
                "24heureinfo",
                "https://24heureinfo.com/developpement/atakpame-debut-des-travaux-de-"
                "construction-du-centre-de-promotion-feminine",
            ),
        ],
    },
    {
        "slug": "partage-entre-communes",
        "title": "Atelier national : les communes partagent leur expérience",
        "introduction": "À Atakpamé, ce qui marche dans une commune est montré aux autres.",
        "kind": "renforcement_capacites",
        "themes": ["decider"],
        "dates": ("2024-05-03", "2024-05-03", "day"),
        "communes": [OGOU],
        "place_text": CENTRE_TOWN,
        "audience": "Acteurs de développement et responsables des communes du projet",
        "partners": [
            ("fct", "organise"),
            ("aimf", "finance"),
            ("action-sociale-plateaux", "appuie"),
            ("refela", "appuie"),
        ],
        "outcome": "Les communes du projet ont échangé sur leurs bonnes pratiques.",
        "sources": [
            (
                "Togo Report",
                "https://togoreport.net/ogou1-egalite-femmes-hommes-un-atelier-national-de-"
                "partage-dexperiences-entre-acteurs-communaux",
            )
        ],
    },
    {
        "slug": "mission-de-suivi-2024",
        "title": "Mission de suivi dans les cinq communes",
        "introduction": "La Faîtière des Communes va voir ce qui se fait dans chaque commune.",
        "kind": "autre",
        "themes": ["decider"],
        "dates": ("2024-10-21", "2024-10-25", "day"),
        "communes": FIVE,
        "audience": "Mairies, ONG, radios communautaires partenaires",
        "partners": FUNDERS,
        "outcome": "Mission annoncée par un communiqué de la Faîtière des Communes du Togo. Les "
        "lieux des rencontres ne sont pas donnés.",
        "sources": [("Afrik’Elles", "https://www.afrikelles.tg/centre-de-promotion-feminine/")],
    },
    {
        "slug": "ouverture-du-centre",
        "title": "Inauguration du Centre de promotion féminine d’Ogou 1",
        "introduction": "Le centre ouvre ses portes, sur la colline d’Oké Èkpa.",
        "kind": "inauguration",
        "themes": ["decider"],
        "dates": ("2024-12-03", "2024-12-03", "day"),
        "communes": [OGOU],
        "place": "centre",
        "audience": "Grand public, groupements de femmes, autorités",
        "partners": [
            ("commune-ogou-1", "organise"),
            ("fct", "appuie"),
            ("aimf", "finance"),
            ("union-europeenne", "finance"),
        ],
        "outcome": "Le centre a été inauguré pendant les 16 jours d’activisme contre les "
        "violences faites aux femmes.",
        "sources": [
            (
                "Togo Report",
                "https://togoreport.net/atakpame-inauguration-du-centre-de-promotion-feminine-"
                "dogou1",
            ),
            ("La Nouvelle Marche", "https://lanouvellemarche.com/?p=7688"),
            (
                "24heureinfo",
                "https://24heureinfo.com/developpement/ogou-1-yawa-kouigan-inaugure-le-centre-"
                "de-promotion-feminine",
            ),
            (
                "Impartial Actu",
                "https://impartialactu.tg/ogou-1-desormais-dotee-dun-centre-de-promotion-feminine/",
            ),
        ],
    },
    {
        "slug": "atelier-bilan",
        "title": "Atelier bilan du projet",
        "introduction": "À Atakpamé, les résultats sont présentés aux cinq communes.",
        "kind": "autre",
        "themes": ["decider"],
        "dates": ("2025-01-17", "2025-01-17", "day"),
        "communes": [OGOU],
        "place_text": CENTRE_TOWN,
        "audience": "Acteurs des cinq communes, comité de pilotage",
        "partners": CARRIERS,
        "outcome": "Le bilan présenté depuis le début du projet : 1 296 messages en français et "
        "en 5 langues locales, 90 émissions de radio, 1 573 acteurs locaux sensibilisés ou "
        "formés. L’article ne dit pas combien sont des femmes.",
        "sources": [
            (
                "Togo Report",
                "https://togoreport.net/ogou1-les-resultats-du-projet-centre-de-promotion-"
                "feminine-a-ogou1-et-egalite-femmes-hommes-dans-les-communes-du-togo-presentes-"
                "aux-acteurs-impliques-a-atakpame",
            ),
            (
                "Dunia News",
                "https://dunia-news.com/a-atakpame-le-centre-promotion-feminine-un-modele-pour-"
                "legalite-femmes-hommes-saffirme-retour-sur-un-projet-innovant/",
            ),
        ],
    },
    {
        "slug": "causerie-marche-tsevie",
        "title": "Causerie avec les commerçantes du grand marché de Tsévié",
        "introduction": "Dire les violences, les prévenir : une rencontre sur le marché.",
        "kind": "sensibilisation",
        "themes": ["vivre-sans-violence", "nos-droits"],
        "dates": ("2025-02-10", "2025-02-10", "day"),
        "communes": [ZIO],
        "place_text": "Grand marché de Tsévié",
        "audience": "Femmes revendeuses et commerçantes",
        "partners": [
            ("fct", "organise"),
            ("jvs", "appuie"),
            ("mairie-zio-1", "accueille"),
            ("aimf", "finance"),
            ("union-europeenne", "finance"),
        ],
        "attendance": {"women": 20, "about": True},
        "outcome": "Près d’une vingtaine de femmes, selon l’article, avec trois animateurs et le "
        "point focal de la commune.",
        "sources": [
            (
                "AIMF",
                "https://aimf.asso.fr/actualite/togo-suivi-de-la-mise-en-oeuvre-des-plans-"
                "daction-municipaux-vbg-violences-basees-sur-le-genre",
            ),
            MISSION_2025,
        ],
    },
    {
        "slug": "lancement-des-cours",
        "title": "Lancement des cours d’alphabétisation et d’agro-entrepreneuriat",
        "introduction": "Au centre, les cours commencent pour les femmes inscrites.",
        "kind": "renforcement_capacites",
        "themes": ["lire-ecrire", "terre-elevage"],
        "dates": ("2025-12-19", None, "around"),
        "communes": [OGOU],
        "place": "centre",
        "audience": "Femmes de groupements agricoles et femmes inscrites à l’alphabétisation",
        "partners": [
            ("commune-ogou-1", "organise"),
            ("fct", "appuie"),
            ("aimf", "finance"),
            ("action-sociale-plateaux", "appuie"),
            ("canton-houdou", "appuie"),
        ],
        "attendance": {"total": 100, "about": True},
        "outcome": "Près de 100 personnes, selon l’article du 19 décembre 2025, dont 50 femmes "
        "de groupements agricoles et 30 femmes inscrites à l’alphabétisation. Le jour de la "
        "cérémonie n’est pas donné à part.",
        "sources": [("Plateaux Actu", "https://plateaux-actu.tg/?p=18883")],
    },
    {
        "slug": "rencontre-agricultrices-sokode",
        "title": "Rencontre avec les agricultrices du RENAFAT à Sokodé",
        "introduction": "Parler des violences, et rendre compte de l’étude faite à Tchaoudjo 1.",
        "kind": "sensibilisation",
        "themes": ["vivre-sans-violence"],
        "dates": ("2025-02-10", "2025-02-14", "between"),
        "communes": [TCHAOUDJO],
        "place_text": "Sokodé",
        "audience": "Membres du Réseau national des femmes agricultrices du Togo (RENAFAT)",
        "partners": [
            ("fct", "organise"),
            ("renafat", "appuie"),
            ("aimf", "finance"),
            ("union-europeenne", "finance"),
        ],
        "outcome": "Pendant la mission du 10 au 14 février 2025 ; le jour n’est pas donné.",
        "sources": [MISSION_2025],
    },
    {
        "slug": "seance-kozah-1",
        "title": "Séance de sensibilisation à Kozah 1",
        "introduction": "La mission de suivi assiste à une séance sur les violences.",
        "kind": "sensibilisation",
        "themes": ["vivre-sans-violence"],
        "dates": ("2025-02-10", "2025-02-14", "between"),
        "communes": [KOZAH],
        "partners": FUNDERS,
        "outcome": "Pendant la mission du 10 au 14 février 2025. L’article ne dit ni le jour, ni "
        "le lieu, ni qui est venu.",
        "sources": [MISSION_2025],
    },
    {
        "slug": "seance-tone-1",
        "title": "Séance de sensibilisation à Tône 1",
        "introduction": "La mission de suivi assiste à une séance sur les violences.",
        "kind": "sensibilisation",
        "themes": ["vivre-sans-violence"],
        "dates": ("2025-02-10", "2025-02-14", "between"),
        "communes": [TONE],
        "partners": FUNDERS,
        "outcome": "Pendant la mission du 10 au 14 février 2025. L’article ne dit ni le jour, ni "
        "le lieu, ni qui est venu.",
        "sources": [MISSION_2025],
    },
]
