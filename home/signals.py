"""What changes the pages of the front door besides publishing."""

from django.db.models.signals import post_delete, post_save

from centre.cache.signals import bump_path
from centre.models import Branch
from centre.modules import close, names_off
from home.models import CentreHomePage, LetterWord


def follow_word(instance, **kwargs) -> None:
    """Receive the word of a letter that was written or taken away."""
    bump_path(instance.page.path)


def follow_home(instance, raw=False, **kwargs) -> None:
    """Receive a home page that was saved: what is published of it says which modules are on.

    Read again, for what is at hand may be a draft.
    """
    branch = Branch.objects.filter(root_page=instance.pk).select_related("root_page").first()
    if branch and not raw:
        close(branch, names_off(CentreHomePage.objects.get(pk=instance.pk)))


def follow_branch(instance, created, raw=False, **kwargs) -> None:
    """Receive a new branch: its home page was there first."""
    home = CentreHomePage.objects.filter(pk=instance.root_page_id).first()
    if created and home and not raw:
        close(instance, names_off(home))


def connect() -> None:
    """Listen to the words of letters, and to what communes switch off."""
    post_save.connect(follow_home, sender=CentreHomePage)
    post_save.connect(follow_branch, sender=Branch)
    for signal in (post_save, post_delete):
        signal.connect(follow_word, sender=LetterWord)
