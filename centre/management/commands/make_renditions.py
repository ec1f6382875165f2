"""Make the public sizes that pictures lack: after a restore, or when the sizes change."""

from django.core.management.base import BaseCommand
from wagtail.images.models import SourceImageIOError

from centre.cache.versions import ALL, bump
from centre.models import CentreImage
from centre.pictures import make_renditions


class Command(BaseCommand):
    """Idempotent: sizes that exist are left alone."""

    help = "Make the sizes of pictures that public pages need and that do not exist."

    def handle(self, *args, **options):
        """Go through all images, say how far it is, and go on after a missing file."""
        images = CentreImage.objects.order_by("pk")
        total, made, failed = images.count(), 0, 0
        for number, image in enumerate(images.iterator(), start=1):
            try:
                new = make_renditions(image)
            except (SourceImageIOError, OSError) as error:
                failed += 1
                self.stderr.write(f"{number}/{total} {image.file.name}: {error}")
            else:
                made += new
                self.stdout.write(f"{number}/{total} {image.file.name}: +{new}")
        if made:
            bump(ALL)
        self.stdout.write(f"{made} made, {failed} failed.")
