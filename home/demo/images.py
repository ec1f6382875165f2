"""The drawings of the demonstration, in the collection of the centre."""

from pathlib import Path

from django.core.files.images import ImageFile

from centre.models import Branch, CentreImage
from centre.validation import validate_whole
from home.demo.content.images import CREDIT, IMAGES

FOLDER = Path(__file__).parent / "images"


def image_fields(branch: Branch, name: str) -> dict:
    """Return the fields of a page that shows the drawing ``name``, created when it is missing."""
    title, shows = IMAGES[name]
    image = CentreImage.objects.filter(collection=branch.collection, title=title).first()
    return {"image": image or _create(branch, name, title, shows), "image_alt": shows}


def _create(branch: Branch, name: str, title: str, shows: str) -> CentreImage:
    with (FOLDER / f"{name}.jpg").open("rb") as file:
        image = CentreImage(
            title=title,
            description=shows,
            credit=CREDIT,
            collection=branch.collection,
            file=ImageFile(file, name=f"{name}.jpg"),
        )
        validate_whole(image)
        image.save()
    return image
