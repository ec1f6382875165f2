"""Write the page that nginx shows while the site does not run."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.template.loader import get_template

FOLDER, PAGE = "fault", "fault.html"


class Command(BaseCommand):
    help = "Write the page that nginx shows while the site does not run. Run it after an update."

    def handle(self, **options):
        folder = Path(settings.VAR_DIR) / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        (folder / PAGE).write_text(get_template("500.html").render({}), encoding="utf-8")
        self.stdout.write(str(folder / PAGE))
