"""What a phone loads on a first and on a repeat visit of a page, favicon included."""

import gzip
from dataclasses import dataclass

from bench.client import Connection, Response
from centre.weight.loaded import PICTURE, Loader


@dataclass
class Visit:
    """Bytes on the line, heads included, and number of requests."""

    page: int = 0
    pictures: int = 0
    requests: int = 0

    def add(self, response: Response, is_picture: bool) -> None:
        """Count one answer."""
        self.requests += 1
        if is_picture:
            self.pictures += response.size
        else:
            self.page += response.size

    @property
    def total(self) -> int:
        """Everything, pictures included."""
        return self.page + self.pictures


def visits(port: int, path: str) -> tuple[Visit, Visit]:
    """Return what a first visit of a page costs, and a second one a moment later."""
    connection = Connection(port)
    first, again = Visit(), Visit()
    answer = connection.get(path)
    first.add(answer, False)
    again.add(connection.get(path, If_None_Match=answer.headers.get("etag", '""')), False)
    for part in Loader(gzip.decompress(answer.body).decode()).loaded():
        is_picture = part.kind == PICTURE
        file = connection.get(part.address)
        first.add(file, is_picture)
        if "max-age" not in file.headers.get("cache-control", ""):
            tag = file.headers.get("etag", '""')
            again.add(connection.get(part.address, If_None_Match=tag), is_picture)
    connection.close()
    return first, again
