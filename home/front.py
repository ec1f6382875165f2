"""What the home page and the partners page show."""

from collections import Counter

from django.utils import timezone

from services.directory import directory_of


def home_context(home, request) -> dict:
    """Return needs, the state of the centre's place, and its partners."""
    directory = directory_of(home.branch)
    at = timezone.now()
    schedule = directory.schedule_of_place(home.place_id)
    return {
        "home": home,
        "directory": directory,
        "place": directory.places.get(home.place_id),
        "status": schedule.status(at),
        "week": schedule.week(timezone.localdate(at)),
    }


def partners_context(page) -> dict:
    """Return the organisations of the branch by kind, and how many there are."""
    organisations = directory_of(page.owner_branch).organisations
    by_kind: dict[str, list] = {}
    for organisation in organisations:
        by_kind.setdefault(organisation.get_kind_display(), []).append(organisation)
    towns = Counter(organisation.town for organisation in organisations if organisation.town)
    return {
        "by_kind": sorted(by_kind.items()),
        "total": len(organisations),
        "towns": sorted(towns.items()),
    }
