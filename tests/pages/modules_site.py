"""A centre with one page of each module, a word in each that stands nowhere else."""

import datetime as dt

from django.utils import timezone

from home.models import CentreHomePage, RelatedPage
from tests.factories import (
    AwarenessEventPageFactory,
    EnrolmentFactory,
    NewsPageFactory,
    ProgrammePageFactory,
    RegisterDeclarationFactory,
    ServicePageFactory,
    StandardPageFactory,
    ThemeFactory,
    TrainingCoursePageFactory,
    on,
)

MODULES = ("events", "training", "programmes", "news")


def word(module: str, mark: str = "zvk") -> str:
    """Return the word that says a page is of ``module``."""
    return f"{mark}{module}"


def days_from_today(days: int):
    return on(timezone.localdate() + dt.timedelta(days=days), "09:00", "12:00")


class ModulesSite:
    """``pages``: the page of each module, by its name; each speaks of the others."""

    def __init__(self, branch, mark: str = "zvk"):
        self.branch = branch
        told = {module: f"Rencontre {word(module, mark)}" for module in MODULES}
        programme = ProgrammePageFactory(branch=branch, title=told["programmes"])
        about = {"branch": branch, "programme": programme, "themes": [ThemeFactory(slug="droits")]}
        dates = [days_from_today(-40), days_from_today(10)]
        event = AwarenessEventPageFactory(title=told["events"], dates=dates, **about)
        dates = [days_from_today(-30), days_from_today(11)]
        course = TrainingCoursePageFactory(
            title=told["training"], dates=dates, maximum_attendee_capacity=9, **about
        )
        news = NewsPageFactory(
            branch=branch,
            title=told["news"],
            date=timezone.localdate(),
            related=[RelatedPage(target=page.page_ptr) for page in (event, course, programme)],
        )
        self.pages = {"events": event, "training": course, "programmes": programme, "news": news}
        RegisterDeclarationFactory(branch=branch)
        self.enrolment = EnrolmentFactory(course=course)
        ServicePageFactory(branch=branch, title=f"Rencontre {mark}service")
        links = "".join(
            f'<a linktype="page" id="{page.pk}">Lire</a> ' for page in self.pages.values()
        )
        body = [("text", f"<p>{links}</p>")]
        StandardPageFactory(branch=branch, title="À lire", slug="a-lire", body=body)
        body = [("upcoming_events", {"title": "", "most": 5})]
        StandardPageFactory(branch=branch, title="Le centre", slug="le-centre", body=body)

    def switch(self, **modules: bool) -> None:
        """Publish the home page with ``modules`` on or off; within a run of commit hooks."""
        home = CentreHomePage.objects.get(pk=self.branch.root_page_id)
        for module, is_on in modules.items():
            setattr(home, f"has_{module}", is_on)
        home.save_revision().publish()
