"""Count the frames of an animation no further than asked: a small GIF may have half a million."""

HEADER = 13  # bytes: signature and screen
EXTENSION, FRAME, END = 0x21, 0x2C, 0x3B


def has_more_frames(content: bytes, most: int) -> bool:
    """Return whether the GIF in ``content`` has more than ``most`` frames.

    GIF89a, sections 18 to 27. Bytes between its blocks are passed over, as by Pillow, which would
    walk through all the frames before it says how many there are.
    """
    frames = 0
    try:
        at = HEADER + _colours(content[10])
        while (kind := content[at]) != END:
            if kind == EXTENSION:
                at = _behind_blocks(content, at + 2)
            elif kind == FRAME:
                frames += 1
                if frames > most:
                    return True
                at = _behind_blocks(content, at + 11 + _colours(content[at + 9]))
            else:
                at += 1
    except IndexError:  # cut off: whoever decodes it will say so
        pass
    return False


def _colours(flags: int) -> int:
    """Return how many bytes the table of colours takes that ``flags`` announce."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _behind_blocks(content: bytes, at: int) -> int:
    """Return where the blocks that begin ``at`` end."""
    while size := content[at]:
        at += size + 1
    return at + 1
