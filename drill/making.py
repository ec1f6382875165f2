"""Write down which pages are made, by which process: a middleware, and what reads it."""

import os
from collections import Counter
from pathlib import Path

# Names the file; without it nothing is written.
VARIABLE = "DRILL_MADE"


def noted(get_response):
    """Note the process and the address of each request that gets so far."""

    def middleware(request):
        if path := os.environ.get(VARIABLE):
            with Path(path).open("a") as file:
                # One short write to a file that is added to: lines of several processes stay whole.
                file.write(f"{os.getpid()} {request.get_full_path()}\n")
        return get_response(request)

    return middleware


def made(path: Path) -> Counter:
    """Return how often each (process, address) was made."""
    lines = path.read_text().splitlines() if path.exists() else []
    return Counter(tuple(line.split(" ", 1)) for line in lines)
