"""What changes the pages of the front door besides publishing."""

from django.db.models.signals import post_delete, post_save

from centre.cache.signals import bump_path
from home.models import LetterWord


def follow_word(instance, **kwargs) -> None:
    """Receive the word of a letter that was written or taken away."""
    bump_path(instance.page.path)


def connect() -> None:
    """Listen to the words of letters."""
    for signal in (post_save, post_delete):
        signal.connect(follow_word, sender=LetterWord)
