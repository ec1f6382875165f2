"""A thousand requests that make no sense, always the same: the site has an answer to each.

``make drill`` sends a hundred thousand, and looks at the time and at the memory.
"""

from drill.fuzz import ADDRESSES, SEED, send
from drill.fuzzing import Fuzzer
from drill.stage import HOST

REQUESTS = 1_000
# The demonstration of one commune stands at the root.
PATHS = sorted({path.removeprefix("/ogou-1") or "/" for path in ADDRESSES})


def test_no_request_breaks_the_site(gunicorn):
    names = ["q", "page", "jour", "mois", "annee", "images"]
    fuzzer = Fuzzer(SEED, HOST, PATHS, names)
    requests = [_over_tls(fuzzer.request()) for _number in range(REQUESTS)]
    outcome = send(gunicorn.port, requests)
    assert outcome.statuses[200] > REQUESTS / 10
    assert [one for one in outcome.bad if one[0].startswith("réponse")] == []


def _over_tls(request: bytes) -> bytes:
    """Return ``request`` as nginx passes it on: without that each is sent to https first."""
    return request.replace(b"\r\n", b"\r\nX-Forwarded-Proto: https\r\n", 1)
