"""Ways to hand on a page: addresses that open the phone's own programs, and no other site's script.

Pure: text in, text out.
"""

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class ShareWays:
    """Where each way leads. ``address`` is that of the page, empty where it stays unsaid."""

    whatsapp: str
    sms: str
    mail: str
    address: str


def ways_of(text: str, subject: str, address: str = "") -> ShareWays:
    """Return the ways to send ``text`` under ``subject``, with ``address`` on its last line."""
    whole = quote("\n".join(filter(None, (text, address))), safe="")
    return ShareWays(
        whatsapp=f"https://wa.me/?text={whole}",
        sms=f"sms:?body={whole}",
        mail=f"mailto:?subject={quote(subject, safe='')}&body={whole}",
        address=address,
    )
