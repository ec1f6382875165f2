"""Walk the blocks of a body, and the links of a text, without knowing which vocabulary it has."""

import re
from html import escape
from html.parser import HTMLParser
from typing import Any, Protocol

from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.models import Page
from wagtail.rich_text.rewriters import extract_attrs

from centre.archives import Refused
from centre.models import CentreDocument, CentreImage, CentreMedia

LINKED = {"page": Page, "document": CentreDocument, "image": CentreImage, "media": CentreMedia}
TAG = re.compile(r"<(a|embed)\b([^>]*?)(/?)>")
SCHEMES = ("http:", "https:", "mailto:", "tel:", "/", "#")
# What the editor of this project or of a wider one may write.
TAGS = {
    *("p", "b", "i", "strong", "em", "br", "a", "ul", "ol", "li", "hr", "sup", "sub", "code"),
    *("h2", "h3", "h4", "h5", "h6", "del", "s", "blockquote", "embed"),
}
ATTRIBUTES = {"id", "linktype", "href", "embedtype", "format", "alt", "url", "data-block-key"}


class Swap(Protocol):
    """What becomes of each thing found on the way."""

    def reference(self, model, value: Any) -> Any:
        """Return what stands for an object of ``model`` that ``value`` names."""

    def unknown(self, name: str) -> None:
        """Receive the name of a block that the vocabulary does not have."""

    def html(self, text: str) -> str:
        """Return a text with its links swapped."""

    def address(self, url: str) -> str:
        """Return a web address."""


def swap_block(block: blocks.Block, value: Any, swap: Swap) -> Any:
    """Return ``value``, the stored form of ``block``, with everything in it swapped."""
    if isinstance(block, blocks.ChooserBlock):
        return swap.reference(block.model_class, value)
    if isinstance(block, blocks.RichTextBlock):
        return swap.html(value) if isinstance(value, str) else ""
    if isinstance(block, blocks.URLBlock):
        return swap.address(value)
    for kind, (stored, walk) in WALKS.items():
        if isinstance(block, kind) and isinstance(value, stored):
            return walk(block, value, swap)
    return value


def swap_links(html: str, swap: Swap) -> str:
    """Return a rich text whose links to pages and files are swapped; lost ones are unlinked."""

    def rewrite(match):
        attrs = extract_attrs(match[2])
        model = LINKED.get(attrs.get("linktype") or attrs.get("embedtype"))
        if model is None or "id" not in attrs:
            return match[0]
        name = swap.reference(model, attrs["id"])
        if name is None:
            return "<a>" if match[1] == "a" else ""
        said = "".join(
            f' {key}="{escape(str(text))}"' for key, text in attrs.items() if key != "id"
        )
        return f'<{match[1]}{said} id="{escape(str(name))}"{match[3]}>'

    return TAG.sub(rewrite, html)


def check_html(html: str) -> None:
    """Raise ``Refused`` unless a text holds what an editor writes, and no more."""
    try:
        checker = _Checker()
        checker.feed(html)
        checker.close()
    except _Foreign as error:
        raise Refused(
            _("A text of the archive holds “%(found)s”, which no editor writes: nothing was done.")
            % {"found": str(error)[:60]}
        ) from error


def is_address(url: str) -> bool:
    """Return whether a link leads somewhere, and runs nothing."""
    return not url or url.strip().lower().startswith(SCHEMES)


class _Foreign(Exception):
    """Something in a text that the editor does not write."""


class _Checker(HTMLParser):
    def handle_starttag(self, tag, attrs):
        if tag not in TAGS:
            raise _Foreign(f"<{tag}>")
        for name, value in attrs:
            if name not in ATTRIBUTES or (name in ("href", "url") and not is_address(value or "")):
                raise _Foreign(f"{name}={value}")

    def handle_comment(self, data):
        raise _Foreign(f"<!--{data}")

    def handle_decl(self, decl):
        raise _Foreign(f"<!{decl}")

    unknown_decl = handle_decl

    def handle_pi(self, data):
        raise _Foreign(f"<?{data}")


def _stream(block, value, swap):
    return [_member(block, one, swap) for one in value if _known(block, one, swap)]


def _list(block, value, swap):
    return [_item(block, one, swap) for one in value]


def _known(block, value, swap) -> bool:
    name = value.get("type") if isinstance(value, dict) else None
    if name in block.child_blocks:
        return True
    swap.unknown(str(name))
    return False


def _member(block, value, swap):
    child = block.child_blocks[value["type"]]
    return {**value, "value": swap_block(child, value.get("value"), swap)}


def _item(block, value, swap):
    if isinstance(value, dict) and {"type", "value"} <= value.keys() and value["type"] == "item":
        return {**value, "value": swap_block(block.child_block, value["value"], swap)}
    return swap_block(block.child_block, value, swap)


def _parts(block, value, swap):
    for name in value.keys() - block.child_blocks.keys():
        swap.unknown(name)
    return {
        name: swap_block(block.child_blocks[name], part, swap)
        for name, part in value.items()
        if name in block.child_blocks
    }


def _table(block, value, swap):
    columns = [block.child_blocks.get(one["type"]) for one in value.get("columns", [])]
    if None in columns:
        swap.unknown("table")
    return {
        **value,
        "rows": [
            {
                "values": [
                    swap_block(column, cell, swap) if column else cell
                    for column, cell in zip(columns, row["values"], strict=True)
                ]
            }
            for row in value.get("rows", [])
        ],
    }


# How each kind of block that holds others is stored, and who walks through it.
WALKS = {
    blocks.StreamBlock: (list, _stream),
    blocks.ListBlock: (list, _list),
    blocks.StructBlock: (dict, _parts),
    BaseTypedTableBlock: (dict, _table),
}
