"""Public addresses of the demonstration, one of each kind."""

CENTRE = "/ogou-1"
PAGES = [
    "/",
    f"{CENTRE}/",
    f"{CENTRE}/services/",
    f"{CENTRE}/services/acte-de-naissance/",
    f"{CENTRE}/services/sante/",
    f"{CENTRE}/numeros-utiles/",
    f"{CENTRE}/le-centre/",
    f"{CENTRE}/programmes/",
    f"{CENTRE}/agenda/semaine-sante/",
    "/communes/",
    "/zio-1/",
    f"{CENTRE}/agenda/",
    f"{CENTRE}/agenda.ics",
    f"{CENTRE}/agenda/atom.xml",
    f"{CENTRE}/actualites/",
    f"{CENTRE}/organisations/",
    f"{CENTRE}/recherche/?q=acte",
]
# Those that the site keeps in memory: the words that somebody looked for are not kept.
KEPT = [path for path in PAGES if "recherche" not in path]
