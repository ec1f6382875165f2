"""Drawings made for the site from its own scenes; they show nobody and no real building."""

CREDIT = "Dessin fait pour ce site"

# The file is ``images/<key>.jpg``: (title, what it shows).
IMAGES = {
    "centre": (
        "Le centre sur la colline (dessin)",
        "Dessin : une maison au toit rouge sur une colline, des femmes montent le chemin.",
    ),
    "apprendre": (
        "Apprendre ensemble (dessin)",
        "Dessin : des femmes lisent autour d’une table, une autre écrit des lettres au tableau.",
    ),
    "ecoute": (
        "Parler au calme (dessin)",
        "Dessin : deux femmes assises face à face parlent dans une pièce calme.",
    ),
}
