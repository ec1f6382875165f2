"""The public pages under measure, by the name they have in the report."""

PAGES = {
    "accueil": "/",
    "liste des services": "/services/",
    "service": "/services/service-7/",
    "recherche": "/recherche/?q=acte+de+naissance",
    "agenda": "/agenda/",
    "événement": "/agenda/rencontre-7/",
    "liste filtrée": "/services/?gratuit=1&langue=fr",
    "liste, ouvert maintenant": "/services/?ouvert=1",
    "besoin": "/besoins/sante/",
    "lieu": "/lieux/lieu-3/",
    "organisation": "/organisations/organisation-3/",
    "partenaires": "/organisations/",
    "page libre": "/le-centre/",
    "numéros utiles": "/numeros-utiles/",
    "recherche, une faute": "/recherche/?q=naisance",
    "recherche sans réponse": "/recherche/?q=xylophone",
    "annuaire à imprimer": "/imprimer/services/",
    "cartes SMS": "/imprimer/sms/",
    "plan du site": "/sitemap.xml",
    "plan du site, section": "/sitemap-1.xml",
    "page absente": "/nulle-part/",
}
MAIN = ("accueil", "liste des services", "service", "recherche")
VISITED = (*MAIN, "agenda", "événement", "besoin", "lieu", "page libre", "numéros utiles")
# What is kept whole: neither a search nor what does not exist, nor what no centre shows.
NOT_KEPT = ("recherche", "recherche, une faute", "recherche sans réponse", "plan du site",
            "plan du site, section", "page absente")  # fmt: skip
KEPT = tuple(name for name in PAGES if name not in NOT_KEPT)
STATUS = {"page absente": 404}
