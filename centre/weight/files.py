"""What files cost, said before they are fetched: in lists, players and running text."""

import re

from django.utils.html import escape
from wagtail.documents.rich_text import DocumentLinkHandler

from centre.formats import duration_in_words, size_in_words

# Between the two, the link carries its size along in an attribute of its own.
_SIZED = re.compile(r'(<a href="[^"]*") data-size="([^"]*)">(.*?</a>)', re.DOTALL)


class SizedDocumentLinkHandler(DocumentLinkHandler):
    """Opens a link to a document, with its type and size: "PDF, 120 kB"."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        """Return the opening tag of each link; without address where the document is gone."""
        return [
            f'<a href="{escape(document.url)}" data-size="{escape(file_in_words(document))}">'
            if document
            else "<a>"
            for document in cls.get_many(attrs_list)
        ]


def file_in_words(document) -> str:
    """Return type and size of ``document``, its type alone when its file is lost."""
    size = document.file_size
    return ", ".join(filter(None, [document.file_extension.upper(), size and size_in_words(size)]))


def recording_in_words(media) -> str:
    """Return length and size of a sound or film, its length alone when its file is lost."""
    try:
        size = size_in_words(media.file.size)
    except OSError:
        size = ""
    return ", ".join(filter(None, [duration_in_words(media.duration), size]))


def with_sizes(html: str) -> str:
    """Return rich text, as expanded, with the size of a file after the link to it."""
    return _SIZED.sub(r'\1>\3 <span class="note">(\2)</span>', html)
