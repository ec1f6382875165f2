"""Two people in the editor of one page, as their browsers ask it."""

from dataclasses import dataclass, field

from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Revision

from tests.admin.editing import PUBLISH, shown

TOKENS = ("loaded_revision_id", "loaded_revision_created_at")
WARNED = "Rien de ce que vous avez écrit n’est encore enregistré"


@dataclass
class Editor:
    """One of them. ``known``: the introductions that she read, wrote or was warned of."""

    name: str
    page: Page
    client: Client
    form: dict = field(default_factory=dict)
    known: set = field(default_factory=set)

    @property
    def address(self):
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    def open(self):
        self.form = shown(self.client, self.address, type(self.page)).dict()
        self.form["comments-TOTAL_FORMS"] = self.form["comments-INITIAL_FORMS"] = "0"
        self.known.add(self.form["introduction"])

    def open_again(self):
        """What ``open`` does where it was done before, without drawing the page again."""
        self.form = self.form | newest_values(self.page)
        self.form.pop("overwrite_revision_id", None)
        self.known.add(self.form["introduction"])

    def autosave(self, words) -> bool:
        """Send what her script sends while she writes; return whether it was taken."""
        said = self._send(words, headers={"accept": "application/json"}).json()
        if said["success"]:
            self.form["overwrite_revision_id"] = str(said["revision_id"])
            self.known.add(words)
        else:
            assert said["error_code"] == "invalid_revision"
        return said["success"]

    def save(self, words, button=()) -> bool:
        """Press a button; return whether what she wrote was taken.

        Her browser then shows the form anew; one that was refused is that of the newest version.
        """
        answer = self._send(words, **dict(button))
        if answer.status_code == 302:
            self.known.add(words)
            self.open_again()
            return True
        content = answer.content.decode()
        assert answer.status_code == 200
        assert WARNED in content and words in content
        self.open_again()
        for name in TOKENS:
            assert f'name="{name}" value="{self.form[name]}"' in content
        return False

    def publish(self, words) -> bool:
        return self.save(words, button=PUBLISH.items())

    def _send(self, words, headers=None, **more):
        self.form["introduction"] = words
        return self.client.post(self.address, self.form | more, headers=headers)


def newest_of(page) -> Revision | None:
    return Page.objects.get(pk=page.pk).get_latest_revision()


def newest_values(page) -> dict[str, str]:
    """Return what the form of the newest version names."""
    newest = newest_of(page)
    tokens = (str(newest.pk), newest.created_at.isoformat())
    return dict(zip(TOKENS, tokens, strict=True)) | {"introduction": newest.content["introduction"]}


def words_of(page) -> str:
    """Return the introduction of the newest version."""
    newest = newest_of(page)
    return newest.content["introduction"] if newest else page.introduction
