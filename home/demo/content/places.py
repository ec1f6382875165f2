"""Where services are given. Hours and phones are unknown, hence absent."""

PLACES = [
    {
        "slug": "centre",
        "name": "Centre de promotion féminine d’Ogou 1",
        "visibility": "public",
        "town": "Atakpamé",
        "address_1": "Flanc de la colline d’Oké Èkpa",
        "transportation": "Le centre est sur le flanc de la colline d’Oké Èkpa, à Atakpamé. "
        "Les repères pour venir à pied ou à moto sont à confirmer.",
    },
    {
        "slug": "mairie",
        "name": "Mairie d’Ogou 1",
        "visibility": "public",
        "town": "Atakpamé",
    },
    {
        "slug": "lieu-communique",
        "name": "Lieu communiqué à la demande",
        "location_type": "redacted",
        "visibility": "confidential",
    },
]
