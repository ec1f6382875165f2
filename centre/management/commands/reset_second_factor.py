"""Take the second factor of an account away, when nobody is left who could do it on the site."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from centre.staff.access.reset import reset, said_of


class Command(BaseCommand):
    help = "Take the second factor of an account away and sign it out everywhere."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, username, **options):
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError(_("There is no account named %(name)s.") % {"name": username})
        reset(user, None)
        self.stdout.write(said_of(user))
