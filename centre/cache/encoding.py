"""Compressed once for all who read the same compression."""

import gzip

import brotli
from django.http import HttpRequest
from django.utils.cache import patch_vary_headers

# High enough to weigh little, low enough for the one reader who waits for it.
BROTLI_QUALITY = 7
GZIP_LEVEL = 7

PLAIN = "identity"
_pack = {
    "br": lambda content: brotli.compress(content, quality=BROTLI_QUALITY),
    "gzip": lambda content: gzip.compress(content, GZIP_LEVEL, mtime=0),
}


def best_encoding(request: HttpRequest) -> str:
    """Return the smallest encoding that the browser takes: "br", "gzip" or "identity"."""
    taken = {}
    for part in request.headers.get("Accept-Encoding", "").lower().split(","):
        name, _, quality = part.partition(";")
        taken[name.strip()] = quality.replace(" ", "") not in ("q=0", "q=0.0")
    return next((name for name in _pack if taken.get(name)), PLAIN)


def pack(response, encoding: str) -> None:
    """Write the content of ``response`` in ``encoding``, as its headers then say."""
    patch_vary_headers(response, ["Accept-Encoding"])
    # The same words in other bytes.
    response["ETag"] = f"W/{response['ETag'].removeprefix('W/')}"
    if encoding in _pack:
        response.content = _pack[encoding](response.content)
        response["Content-Encoding"] = encoding
    response["Content-Length"] = len(response.content)
