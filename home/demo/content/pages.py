"""The free pages, in the order of the foot of the site. ``body``: blocks of the front door."""

from home.demo.content.history import HISTORY
from home.demo.content.partners import PARTNERS

COMING = {
    "slug": "comment-venir",
    "title": "Comment venir",
    "introduction": "Où est le centre, et ce qu’il reste à préciser.",
    "body": [
        (
            "text",
            "<p>Le centre est à <b>Atakpamé</b>, dans la commune d’Ogou 1, sur le flanc de la "
            "colline d’Oké Èkpa.</p>",
        ),
        (
            "steps",
            {
                "title": "Si vous ne connaissez pas le quartier",
                "steps": [
                    {
                        "title": "Demandez la colline d’Oké Èkpa",
                        "text": "Dites « Oké Èkpa, Atakpamé » à la personne qui vous conduit.",
                    },
                    {
                        "title": "Demandez le centre de promotion féminine",
                        "text": "Vous n’avez pas à dire pourquoi vous venez.",
                    },
                ],
            },
        ),
        (
            "callout",
            {
                "kind": "warning",
                "text": "<p>Les repères, l’entrée, l’accès en fauteuil roulant et les horaires "
                "sont à confirmer par le centre.</p>",
            },
        ),
    ],
}

LEGAL = {
    "slug": "mentions-legales",
    "title": "Mentions légales",
    "introduction": "Qui publie ce site, et à qui sont les textes et les images.",
    "body": [
        ("heading", "Qui publie ce site"),
        (
            "text",
            "<p>Ce site est une démonstration préparée pour la Commune d’Ogou 1.</p>"
            "<ul><li>Responsable de la publication : à confirmer.</li>"
            "<li>Adresse et téléphone : à confirmer.</li>"
            "<li>Hébergement : à confirmer.</li></ul>",
        ),
        ("heading", "Textes, images et logiciel"),
        (
            "text",
            "<p>Les faits viennent d’articles de presse, cités sur les pages. Les dessins sont "
            "faits pour ce site. Ils ne représentent personne.</p>"
            "<p>Le logiciel est libre : chaque commune peut s’en servir et le modifier "
            "(licence BSD à trois clauses).</p>",
        ),
        ("heading", "Une erreur ?"),
        (
            "text",
            "<p>Si une information est fausse, dites-le au centre : elle sera corrigée. "
            "Téléphone à confirmer.</p>",
        ),
    ],
}

PRIVACY = {
    "slug": "vos-donnees",
    "title": "Vos données",
    "introduction": "Vous lisez ce site sans donner votre nom, et rien n’est gardé sur vous.",
    "body": [
        (
            "text",
            "<ul><li>Pas de compte, pas de formulaire à remplir.</li>"
            "<li>Pas de « cookie » : votre visite ne laisse pas de fichier de suivi.</li>"
            "<li>Pas de publicité, pas de mesure de vos visites.</li>"
            "<li>Aucune autre entreprise n’est appelée quand vous lisez une page.</li></ul>",
        ),
        (
            "callout",
            {
                "kind": "warning",
                "text": "<p>Votre téléphone garde la liste des pages que vous avez vues. Si "
                "quelqu’un regarde votre téléphone, effacez l’historique ou demandez un autre "
                "téléphone.</p>",
            },
        ),
    ],
}

ACCESSIBILITY = {
    "slug": "accessibilite",
    "title": "Accessibilité",
    "introduction": "Ce qui est fait pour que chacune puisse lire ce site, et ce qui manque.",
    "body": [
        (
            "text",
            "<p>Ce site est fait pour un petit téléphone et un réseau lent. Le texte est grand, "
            "les contrastes sont vérifiés, et tout se lit sans la souris. Les pages sont écrites "
            "avec des mots simples.</p>",
        ),
        ("heading", "Ce qui reste à faire"),
        (
            "text",
            "<ul><li>Un contrôle par des personnes qui voient mal ou qui lisent peu : pas encore "
            "fait.</li><li>Les pages à écouter en éwé et en ifè : pas encore enregistrées.</li>"
            "<li>L’accès au bâtiment : à confirmer.</li></ul>",
        ),
    ],
}

STANDARD_PAGES = [HISTORY, COMING, PRIVACY, ACCESSIBILITY, LEGAL]
PARTNERS_PAGE = PARTNERS
