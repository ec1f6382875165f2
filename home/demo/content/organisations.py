"""Who is named beside the centre in the press. Sources are in the text."""

PROJECT = "togoreport.net/atakpame-inauguration-du-centre-de-promotion-feminine-dogou1"
LAUNCH = "plateaux-actu.tg/?p=18883"
WORKSHOP = (
    "togoreport.net/"
    "ogou1-egalite-femmes-hommes-un-atelier-national-de-partage-dexperiences-entre-acteurs-communaux"
)
TSEVIE = (
    "aimf.asso.fr/actualite/"
    "togo-suivi-de-la-mise-en-oeuvre-des-plans-daction-municipaux-vbg-violences-basees-sur-le-genre"
)
MISSION = (
    "afrikelles.tg/"
    "projet-egalite-femmes-hommes-dans-les-communes-du-togo-3eme-mission-de-suivi-bouclee/"
)

ORGANISATIONS = [
    {
        "slug": "commune-ogou-1",
        "name": "Commune d’Ogou 1",
        "kind": "mairie",
        "role_in_project": "Commune du centre",
        "town": "Atakpamé",
        "description": "La mairie d’Ogou 1, citée parmi les partenaires du projet depuis son "
        "lancement, en mars 2023, jusqu’au début des cours, en décembre 2025.\n"
        f"Sources : {PROJECT} et {LAUNCH}",
    },
    {
        "slug": "fct",
        "name": "Faîtière des Communes du Togo",
        "alternate_name": "FCT",
        "kind": "federation",
        "role_in_project": "Mène le projet avec les communes",
        "description": "Elle réunit les communes du Togo. Elle suit le projet « Centre de "
        "promotion féminine à Ogou 1 et égalité femmes-hommes dans les communes du Togo » "
        "dans cinq communes : Zio 1, Ogou 1, Tchaoudjo 1, Kozah 1 et Tône 1.\n"
        "Source : afrikelles.tg/centre-de-promotion-feminine/",
    },
    {
        "slug": "aimf",
        "name": "Association internationale des maires francophones",
        "alternate_name": "AIMF",
        "kind": "federation",
        "role_in_project": "Partenaire du projet",
        "website": "https://aimf.asso.fr/",
        "country": "France",
        "description": "Citée parmi les partenaires de la construction du centre, de son "
        f"ouverture et du début des cours.\nSources : {PROJECT} et {LAUNCH}",
    },
    {
        "slug": "union-europeenne",
        "name": "Union européenne",
        "kind": "bailleur",
        "role_in_project": "Soutient le projet",
        "country": "Union européenne",
        "description": "Citée parmi les partenaires du projet et de l’ouverture du centre, "
        f"le 3 décembre 2024.\nSource : {PROJECT}",
    },
    {
        "slug": "action-sociale-plateaux",
        "name": "Direction régionale de l’Action sociale des Plateaux",
        "kind": "etat",
        "role_in_project": "Partenaire d’activités du projet",
        "description": "Citée parmi les partenaires de l’atelier du 3 mai 2024 à Atakpamé. La "
        "direction régionale du ministère de la Solidarité, de la Famille et de l’Action "
        "sociale est citée au début des cours, en décembre 2025.\n"
        f"Sources : {WORKSHOP} et {LAUNCH}",
    },
    {
        "slug": "canton-houdou",
        "name": "Chefferie du canton de Houdou",
        "kind": "chefferie",
        "role_in_project": "Partenaire du lancement des cours",
        "description": "Citée parmi les partenaires du début des cours d’alphabétisation et "
        f"des formations, en décembre 2025.\nSource : {LAUNCH}",
    },
    {
        "slug": "refela",
        "name": "Réseau des femmes élues locales d’Afrique",
        "alternate_name": "REFELA",
        "kind": "federation",
        "role_in_project": "Partenaire de l’atelier de mai 2024",
        "description": "Réseau cité parmi les partenaires de l’atelier du 3 mai 2024 à Atakpamé, "
        f"où les communes du projet ont partagé leur expérience.\nSource : {WORKSHOP}",
    },
    {
        "slug": "jvs",
        "name": "ONG JVS",
        "kind": "ong",
        "description": "Citée parmi les partenaires de la causerie avec les commerçantes du "
        f"grand marché de Tsévié, le 10 février 2025.\nSource : {TSEVIE}",
    },
    {
        "slug": "mairie-zio-1",
        "name": "Mairie de Zio 1",
        "kind": "mairie",
        "town": "Tsévié",
        "description": "Citée parmi les partenaires de la causerie du 10 février 2025 au grand "
        f"marché de Tsévié.\nSource : {TSEVIE}",
    },
    {
        "slug": "renafat",
        "name": "Réseau national des femmes agricultrices du Togo",
        "alternate_name": "RENAFAT",
        "kind": "federation",
        "description": "Ses membres ont pris part à une rencontre à Sokodé, pendant la mission "
        f"du 10 au 14 février 2025.\nSource : {MISSION}",
    },
]
