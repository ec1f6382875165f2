"""What is done once a picture is kept."""

import logging
from functools import partial

from django.db import transaction
from django_tasks import task
from wagtail.images import get_image_model
from wagtail.images.models import SourceImageIOError

from centre.cache.versions import bump_collection
from centre.pictures import make_renditions

logger = logging.getLogger(__name__)


@task()
def make_renditions_task(image_id: int) -> int:
    """Make the public sizes of an image and return how many were made.

    At once, or by a worker when ``TASKS`` names one. Pages then show the new sizes.
    """
    image = get_image_model().objects.filter(pk=image_id).first()
    if image is None:
        return 0
    try:
        made = make_renditions(image)
    except (SourceImageIOError, OSError) as error:
        logger.warning("No sizes made of image %s: %s", image_id, error)
        return 0
    if made:
        bump_collection(image.collection.path)
    return made


def make_renditions_later(image) -> None:
    """Have the sizes of ``image`` made once the transaction has succeeded."""
    transaction.on_commit(partial(make_renditions_task.enqueue, image.pk))
