"""What the site is compared with, under the same gunicorn.

Django with no application, no middleware and no database answers 10 kB: the least that a page made
by Django can cost. The page of 14 kB is what the first round trip of a line carries. Variants are
files of ``FOLDER/variants``, sent compressed, to compare ways of writing one page.
"""

import gzip
import secrets
from functools import cache

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

from bench.sites import FOLDER

TEN_KB = ("<p>" + "a" * 93 + "</p>") * 100
FOURTEEN_KB = (
    "<!doctype html><html lang=fr><meta charset=utf-8>"
    '<meta name=viewport content="width=device-width"><link rel=icon href="data:,">'
    f"<title>14 kB</title><h1>14 kB</h1><p>{'bonjour à tous ' * 850}"
)
KINDS = {".html": "text/html; charset=utf-8", ".css": "text/css"}


def bare(request):
    """Answer 10 kB."""
    return HttpResponse(TEN_KB, headers={"Content-Length": len(TEN_KB)})


def page(request):
    """Answer an HTML page of 14 kB, its head included."""
    body = FOURTEEN_KB.encode()[:13_800]
    return HttpResponse(body, headers={"Content-Length": len(body)})


def variant(request, name):
    """Answer a file of the folder of variants; style sheets for ever, as their name is a digest."""
    body, kind = _variant(name)
    headers = {"Content-Encoding": "gzip", "Content-Length": len(body)}
    if kind == "text/css":
        headers["Cache-Control"] = "max-age=31536000, immutable"
    return HttpResponse(body, content_type=kind, headers=headers)


@cache
def _variant(name: str) -> tuple[bytes, str]:
    file = FOLDER / "variants" / name
    return gzip.compress(file.read_bytes(), 6), KINDS[file.suffix]


def application(environ, start_response):
    """Answer ``/hello`` without Django, and the rest with it."""
    if environ["PATH_INFO"] != "/hello":
        return django_application(environ, start_response)
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "5")])
    return [b"hello"]


urlpatterns = [path("bare", bare), path("14kb", page), path("variants/<str:name>", variant)]
settings.configure(
    ROOT_URLCONF=__name__, SECRET_KEY=secrets.token_hex(), ALLOWED_HOSTS=["localhost"]
)
django_application = get_wsgi_application()
