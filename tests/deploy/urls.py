"""The addresses of the site, and one whose view breaks on what it was sent."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from centre.urls import handler404, handler500, urlpatterns

__all__ = ["handler404", "handler500", "urlpatterns"]


@csrf_exempt
def break_down(request):
    word = request.POST["word"]
    try:
        int(word)
    except ValueError as error:
        raise LookupError(f"no row for {word} of {request.META['HTTP_USER_AGENT']}") from error


urlpatterns = [path("fault/", break_down), *urlpatterns]
