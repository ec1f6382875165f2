"""What the centre says itself at the top of the letter of a month."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LetterWord(models.Model):
    """A few words for the letter of ``month``, a first day, below the list of news ``page``.

    All else in a letter is put together from what was published.
    """

    page = models.ForeignKey(
        "home.NewsIndexPage", on_delete=models.CASCADE, related_name="letter_words"
    )
    month = models.DateField(_("month"))
    text = models.TextField(
        _("a word from the centre"),
        max_length=600,
        help_text=_("Example: Thank you to all who came. In December we open on Saturdays too."),
    )

    class Meta:
        ordering = ["-month"]
        verbose_name = _("word of a letter")
        verbose_name_plural = _("words of letters")
        constraints = [
            models.UniqueConstraint(fields=["page", "month"], name="one_word_per_letter")
        ]

    def __str__(self):
        return f"{self.month:%Y-%m}"
