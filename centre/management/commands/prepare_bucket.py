"""Make the bucket of MEDIA_BUCKET ready for the files of the site."""

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _


class Command(BaseCommand):
    """May be run again at any time."""

    help = "Create the bucket of MEDIA_BUCKET if it is missing, and say who may read what in it."

    def handle(self, *args, **options):
        """Prepare the bucket and say so."""
        prepare = getattr(default_storage, "prepare", None)
        if prepare is None:
            raise CommandError(_("MEDIA_BUCKET is not set: files are on the disk of this machine."))
        try:
            made = prepare()
        except OSError as error:
            raise CommandError(
                _("The bucket cannot be prepared (%(error)s). Check the MEDIA_BUCKET variables.")
                % {"error": error.strerror or type(error).__name__}
            ) from error
        self.stdout.write(_("The bucket is made.") if made else _("The bucket was there already."))
