"""Plan a text for a page and publish it as the timer does: ``python -m drill.scheduled PAGE TEXT``.

It says "ready" before it publishes: whoever kills it knows from when on.
"""

import datetime as dt
import sys


def main(page_id: str, text: str) -> None:
    """Plan ``text`` as title and introduction for a moment ago, then publish what is planned."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone
    from wagtail.models import Page

    page = Page.objects.get(pk=page_id).specific
    page.title = page.introduction = text
    revision = page.save_revision()
    revision.approved_go_live_at = timezone.now() - dt.timedelta(minutes=1)
    revision.save()
    print("ready", flush=True)
    call_command("publish_scheduled", stdout=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
