"""The doors by which staff send a picture, and what stands behind them."""

from django.urls import reverse
from wagtail.models import UploadedFile

from centre.models import CentreImage, CentreRendition
from tests.samples.sending import send, stored_files


def add_several(client, image, name, content):
    """Send by the page where several are added at once."""
    fields = {"title": "Atelier", "collection": image.collection_id}
    url = reverse("wagtailimages:add_multiple")
    response = send(client, url, fields, "files[]", name, content)
    assert response.status_code == 200
    return response


def add_one(client, image, name, content):
    """Send by the form for one picture."""
    fields = {"title": "Atelier", "collection": image.collection_id}
    return send(client, reverse("wagtailimages:add"), fields, "file", name, content)


def replace(client, image, name, content):
    """Send in place of the file of ``image``."""
    fields = {"title": "Atelier", "collection": image.collection_id}
    url = reverse("wagtailimages:edit", args=[image.pk])
    return send(client, url, fields, "file", name, content)


def choose(client, image, name, content):
    """Send from the chooser of a page."""
    prefix = "image-chooser-upload"
    fields = {f"{prefix}-title": "Atelier", f"{prefix}-collection": image.collection_id}
    url = reverse("wagtailimages_chooser:create")
    return send(client, url, fields, f"{prefix}-file", name, content)


DOORS = [add_several, add_one, replace, choose]


def make_sizes_of_admin(image):
    """Make what the pages of the admin make when they show a picture."""
    image.get_renditions("max-165x165", "max-800x600", "original")


def newest():
    """Return the picture stored last."""
    return CentreImage.objects.latest("pk")


class Before:
    """What is stored, to be compared with what is stored after a refusal."""

    def __init__(self):
        self.state = self.now()

    def now(self):
        rows = CentreImage.objects.order_by("pk").values(
            "pk", "title", "file", "file_hash", "width"
        )
        counts = CentreRendition.objects.count(), UploadedFile.objects.count()
        return list(rows), counts, stored_files()

    def assert_same(self):
        assert self.now() == self.state
