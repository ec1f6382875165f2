"""The vocabulary of the front door's free pages."""

from events.blocks import EventBodyBlock


class HomeBodyBlock(EventBodyBlock):
    """What the home page and the free pages may hold."""
