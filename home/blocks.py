"""The vocabulary of the front door's free pages."""

from services.blocks import DirectoryBodyBlock


class HomeBodyBlock(DirectoryBodyBlock):
    """What the home page and the free pages may hold."""
