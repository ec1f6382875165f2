"""The letter of a month as a message for WhatsApp.

Pure but for the language, which is the active one.
"""

from collections.abc import Sequence

from centre.fitting import cut

WHATSAPP_LIMIT = 900
"""Characters, the address of the letter included."""

TITLE, WORD, LINE = 100, 280, 110
"""How much of it a title, the word of the centre and one line may take."""

Section = tuple[str, Sequence[str]]


def whatsapp_letter(
    title: str, word: str, sections: Sequence[Section], limit: int = WHATSAPP_LIMIT
) -> str:
    """Return the message, of at most ``limit`` characters: whole lines, a few of each section.

    The first line of every section comes before the second of any. A heading stands only above
    a line; what is written in bold has no star of its own.
    """
    head = [_bold(cut(title, TITLE)), cut(word, WORD)]
    shown: list[list[str]] = [[] for _section in sections]
    most = max((len(lines) for _heading, lines in sections), default=0)
    for number in range(most):
        for place, (_heading, lines) in enumerate(sections):
            if number < len(lines) and len(shown[place]) == number:
                longer = [*shown]
                longer[place] = [*shown[place], cut(lines[number], LINE)]
                if len(_text(head, sections, longer)) <= limit:
                    shown = longer
    return cut(_text(head, sections, shown), limit)


def _text(head: Sequence[str], sections: Sequence[Section], shown: Sequence[list[str]]) -> str:
    parts = ["\n".join(part for part in head if part)]
    for (heading, _lines), lines in zip(sections, shown, strict=True):
        if lines:
            parts.append("\n".join([_bold(heading), *(f"• {line}" for line in lines)]))
    return "\n\n".join(parts)


def _bold(text: str) -> str:
    return f"*{text.replace('*', '').strip()}*"
