"""The page that opens when somebody leaves in haste and there is no network.

It is kept with the copy of the centre and says nothing of it: no name, no colour, no way back.
"""

from base64 import b64encode
from hashlib import sha256

from django.template.loader import get_template
from django.utils.translation import gettext as _

from centre.stylesheet import minified

STYLE = minified("""
html { font: 112.5%/1.5 serif; color-scheme: light dark; }
body { max-width: 36rem; margin: 0 auto; padding: 1.4rem 1rem 3rem; overflow-wrap: break-word; }
h1 { font-size: 1.5rem; line-height: 1.2; }
h2 { font-size: 1.15rem; }
li { margin-top: .4rem; }
""")


def neutral_page(home) -> dict:
    """Return the page as HTML and the policy it is shown under.

    The commune's own words if it wrote some, else a recipe.
    """
    digest = b64encode(sha256(STYLE.encode()).digest()).decode()
    context = {"style": STYLE, "title": home.kept_exit_title, "text": home.kept_exit_text}
    if not home.kept_exit_text:
        context |= {"title": _("Recipe"), "text": ""}
    return {
        "html": get_template("offline/neutral.html").render(context).strip(),
        "policy": f"default-src 'none'; style-src 'sha256-{digest}'",
    }
