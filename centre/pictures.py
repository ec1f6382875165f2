"""The sizes in which pictures are shown, made when a picture is saved and only read afterwards.

A public page never makes a size: that would write to the database on a GET, and let the
first reader of a page wait for it. So the sizes are few and the same everywhere.
"""

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from wagtail.images import get_image_model
from wagtail.images.models import Filter

WIDTHS = (180, 360, 720)
FORMATS = ("webp", "jpeg")
# Written in the order of Wagtail's own ``{% picture %}``, which then finds them too.
SPECS = tuple(f"format-{name}|width-{width}" for name in FORMATS for width in WIDTHS)
READY = "ready_renditions"
SHARE_MOST = 200_000  # bytes


def ready_renditions(path: str = "renditions") -> Prefetch:
    """Return the prefetch of the public sizes along ``path``, which ends with "renditions"."""
    renditions = get_image_model().get_rendition_model().objects.filter(filter_spec__in=SPECS)
    return Prefetch(path, queryset=renditions, to_attr=READY)


def keep_renditions(images, renditions) -> None:
    """Put the public sizes read elsewhere on their ``images``, where ``picture_of`` finds them."""
    for image in images:
        setattr(image, READY, [one for one in renditions if one.image_id == image.pk])


def public_sizes(images) -> QuerySet:
    """Return the public sizes of ``images``, a queryset."""
    renditions = get_image_model().get_rendition_model().objects
    return renditions.filter(filter_spec__in=SPECS, image__in=images)


def with_pictures(queryset, *fields: str):
    """Return ``queryset`` with the images of ``fields`` and their sizes: two queries a field."""
    return queryset.prefetch_related(
        *fields, *(ready_renditions(f"{field}__renditions") for field in fields)
    )


def prefetch_renditions(images) -> None:
    """Fetch the public sizes of ``images`` in one query. ``None`` among them is passed over."""
    found = [image for image in images if image is not None]
    if found:
        prefetch_related_objects(found, ready_renditions())


def renditions_at_hand(image) -> list:
    """Return the public sizes that exist, smallest first: no query where they were prefetched."""
    if hasattr(image, READY):
        found = getattr(image, READY)
    elif "renditions" in getattr(image, "_prefetched_objects_cache", {}):
        found = [one for one in image.renditions.all() if one.filter_spec in SPECS]
    else:
        prefetch_renditions([image])
        found = getattr(image, READY)
    return sorted(found, key=lambda rendition: rendition.width)


def make_renditions(image) -> int:
    """Make the public sizes that ``image`` lacks and return how many.

    A size whose file was lost is made again. Raises ``SourceImageIOError`` when the
    file of the picture itself is not there.
    """
    present = set()
    for rendition in image.renditions.filter(filter_spec__in=SPECS):
        if rendition.file.storage.exists(rendition.file.name):
            present.add(rendition.filter_spec)
        else:
            rendition.delete()
    missing = [Filter(spec) for spec in SPECS if spec not in present]
    return len(image.create_renditions(*missing))


def share_picture(image):
    """Return the widest JPEG at hand of at most 200 kB for messengers, or ``None``."""
    for rendition in reversed(renditions_at_hand(image)):
        if rendition.filter_spec.startswith("format-jpeg|") and _octets(rendition) <= SHARE_MOST:
            return rendition
    return None


def _octets(rendition) -> float:
    try:
        return rendition.file.size
    except OSError:  # lost
        return float("inf")
