"""Plain French to fill a site with: the same on every run."""

from random import Random

VERBS = ["Apprendre", "Demander", "Préparer", "Obtenir", "Comprendre", "Défendre", "Garder"]
THINGS = [
    "l’acte de naissance", "la carte d’identité", "le savon", "la couture", "la lecture",
    "le calcul", "la pension alimentaire", "le mariage civil", "la consultation prénatale",
    "le crédit de groupe", "le petit commerce", "la transformation du manioc", "le repas scolaire",
    "la garde des enfants", "le dossier médical", "le bail du champ", "la tontine", "le tissage",
    "le permis", "la vaccination", "l’héritage", "le contrat de travail", "la planification",
    "l’inscription à l’école",
]  # fmt: skip
WHO = ["des femmes", "des mères", "des jeunes filles", "des commerçantes", "des veuves", "de tous"]
SENTENCES = [
    "Vous venez sans rendez-vous, quelqu’un vous reçoit et vous écoute.",
    "Le groupe se réunit une fois par semaine, après le marché.",
    "On vous explique chaque papier, et on vous aide à le remplir.",
    "Les enfants sont les bienvenus et jouent dans la cour.",
    "Si vous ne lisez pas, une animatrice lit avec vous.",
    "Ce que vous dites reste entre vous et la personne qui vous reçoit.",
    "La première séance sert à dire ce que vous savez déjà faire.",
    "Vous repartez avec une feuille qui rappelle les étapes.",
]
NEEDS = [
    ("protection", "Me protéger, être aidée", "shield"), ("ecoute", "Être écoutée", "listening"),
    ("sante", "Ma santé", "health"), ("droit", "Mes papiers, mes droits", "law"),
    ("argent", "Mon commerce, mon argent", "business"), ("apprendre", "Apprendre", "learning"),
    ("famille", "Mes enfants, ma famille", "family"), ("travail", "Trouver un travail", "work"),
    ("logement", "Un endroit où dormir", "shelter"), ("jeunes", "Être jeune", "youth"),
]  # fmt: skip
LANGUAGES = [("fr", "français"), ("ee", "éwé"), ("ife", "ifè"), ("kbp", "kabyè")]


def title(number: int) -> str:
    """Return the title of a service, different for each number."""
    verb = VERBS[number % len(VERBS)]
    thing = THINGS[number // len(VERBS) % len(THINGS)]
    who = WHO[number // len(VERBS) // len(THINGS) % len(WHO)]
    return f"{verb} : {thing}, groupe {who} {number}"


def sentences(random: Random, count: int) -> str:
    """Return ``count`` sentences drawn without repetition."""
    return " ".join(random.sample(SENTENCES, count))
