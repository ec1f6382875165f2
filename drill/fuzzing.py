"""Requests that no browser would send, drawn from a seed: the same seed, the same requests."""

from random import Random
from urllib.parse import quote

METHODS = (
    ["GET"] * 12 + ["POST"] * 4 + ["HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "X-Y"]
)
# What the site does with text: dates, numbers, words, choices, and what breaks decoders.
VALUES = [
    "", "0", "-1", "1", "99999999999999999999", "1e400", "NaN", "inf", "٣", "½", "1_000", "0x10",
    "2026-02-30", "2026-13-01", "0000-00-00", "9999-12-31", "10000-01-01", "2026-W60", "24:61",
    "2026-11-22T25:00", "true", "null", "[]", "{}", "[object Object]", "acte", "ÉCOUTE", "l’aide",
    "%", "_", "\\", "'", '"', "' OR 1=1 --", "<script>", "{{ 7*7 }}", "${7*7}", "../../etc/passwd",
    "\x00", "\r\nSet-Cookie: a=b", "\u202e", "e\u0301" * 50, "🙂" * 40, "ɖɛɔŋʋƒɣ", "\ufeff", "ß",
    "a" * 5000, "a " * 1500, "(" * 500, "-" * 300, "\t\n ", ",,,,", "&&==", ";;", "#", "?", "@",
]  # fmt: skip
# Bytes that are no UTF-8, as they stand in an address.
BROKEN = ["%ff", "%c3", "%e2%82", "%ed%a0%80", "%f8%88%80%80%80", "%00", "%", "%zz", "%2", "%u1234"]
NAMES = [
    "",
    "a",
    "q",
    "page",
    "__proto__",
    "next",
    "a[]",
    "a.b",
    "utm_source",
    "é",
    "%ff",
    "a" * 300,
]
HEADERS = {
    "Accept": ["*/*", "text/html;q=x", "é", "a" * 2000, ""],
    "Accept-Encoding": ["gzip", "br", "gzip;q=0", "br;q=abc,;;,", "*", "é", "," * 500, ""],
    "Accept-Language": ["fr", "zz-ZZ-zz", "-", "x" * 1000, "fr;q=9,en;q=-1", "*"],
    "Authorization": ["Basic", "Basic !!!", "Basic dTpw", "Bearer x", ""],
    "Content-Type": [
        "application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=rien",
        "application/x-www-form-urlencoded; charset=utf-7", "multipart/form-data",
        "multipart/form-data; boundary=", "multipart/form-data; boundary=x",
        "multipart/form-data; boundary=" + "x" * 300, "application/json", "text/plain; a=", ";", "",
    ],
    "Cookie": [
        "sessionid=x", "sessionid=" + "x" * 3000, "csrftoken=\"", "=;=;", "a=b; " * 300, "\xff",
        "sessionid=; csrftoken=", "messages=x", "sessionid=\x80\x81",
    ],
    "If-Modified-Since": [
        "x", "Sat, 32 Jan 2026 99:99:99 GMT", "Thu, 01 Jan 9999 00:00:00 GMT", "0",
    ],
    "If-None-Match": ['""', "*", 'W/"x"', '"', "," * 300, "é"],
    "Origin": ["null", "https://evil.example.net", "x", ""],
    "Range": ["bytes=0-0", "bytes=-1", "bytes=99999999999-", "x", "bytes=0-,0-,0-"],
    "Referer": ["https://", "x", "http://[", "a" * 3000],
    "Save-Data": ["on", "x", ""],
    "X-Forwarded-For": ["1.2.3.4", "x", "::1, ::", ",,,", "a" * 500, "1.2.3.4, " * 100],
    "X-Forwarded-Host": ["evil.example.net", "[", ""],
    "X-Forwarded-Proto": ["https", "http", "x"],
    "X-Requested-With": ["XMLHttpRequest"],
}  # fmt: skip
HOSTS = ["evil.example.net", "", "[", "localhost", "127.0.0.1:99999", "a" * 300, "centre..org", "é"]


class Fuzzer:
    """Draws requests to ``paths`` of ``host``; ``names``: the parameters that the site reads."""

    def __init__(self, seed: int, host: str, paths: list[str], names: list[str]):
        self.random = Random(seed)
        self.host = host
        self.paths = paths
        self.names = [*names, *NAMES]

    def request(self) -> bytes:
        """Return the bytes of one more request, asking for the connection to be closed."""
        draw = self.random
        method = draw.choice(METHODS)
        target = self._path()
        if draw.random() < 0.6:
            target += "?" + self._pairs()
        body = self._body() if method in ("POST", "PUT", "PATCH") else b""
        headers = {"Host": self._host(), "Connection": "close"} | self._headers()
        if body or method == "POST":
            headers["Content-Length"] = str(len(body))
        lines = [f"{method} {target} HTTP/1.1", *(f"{k}: {v}" for k, v in headers.items())]
        return "\r\n".join([*lines, "", ""]).encode("utf-8", "surrogatepass") + body

    def _host(self) -> str:
        return self.host if self.random.random() < 0.95 else self.random.choice(HOSTS)

    def _path(self) -> str:
        draw = self.random
        path = draw.choice(self.paths)
        change = draw.randrange(9)
        if change == 0:
            at = draw.randrange(len(path) + 1)
            path = path[:at] + draw.choice(BROKEN) + path[at:]
        elif change == 1:
            path += self._quoted()[:2000] + draw.choice(["", "/", ".ics", ".xml", ".json", ".js"])
        elif change == 2:
            parts = path.split("/")
            parts[draw.randrange(len(parts))] = self._quoted()[:1500]
            path = "/" + "/".join(parts).lstrip("/")
        elif change == 3:
            path = draw.choice(["/", "//", "/./", "/..//", "/%2e%2e/", "/;/"]) + path.lstrip("/")
        return path

    def _quoted(self) -> str:
        draw = self.random
        if draw.random() < 0.2:
            return draw.choice(BROKEN) * draw.randrange(1, 40)
        if draw.random() < 0.2:
            return quote(bytes(draw.randrange(256) for _ in range(draw.randrange(30))))
        return quote(draw.choice(VALUES), safe="")

    def _pairs(self) -> str:
        draw = self.random
        sign = "&" if draw.random() < 0.9 else ";"
        count = draw.choice([1, 1, 2, 3, 5, 40])
        pairs = (f"{quote(draw.choice(self.names))}={self._quoted()}" for _ in range(count))
        # Servers take a request line of four thousand bytes.
        return sign.join(pairs)[:3500]

    def _headers(self) -> dict[str, str]:
        draw = self.random
        chosen = draw.sample(list(HEADERS), draw.randrange(4))
        return {name: draw.choice(HEADERS[name]) for name in chosen}

    def _body(self) -> bytes:
        draw = self.random
        kind = draw.randrange(5)
        if kind == 0:
            return bytes(draw.randrange(256) for _ in range(draw.randrange(3000)))
        if kind == 1:
            return b'--x\r\nContent-Disposition: form-data; name="q"; filename="' + (
                draw.choice(VALUES).encode() + b'"\r\n\r\n' + bytes(draw.randrange(500))
            )
        if kind == 2:
            return draw.choice([b"{", b"[" * 5000, b'{"a": 1e999}', b"null", b"\xff\xfe"])
        if kind == 3:
            return b"a=b&" * draw.randrange(3000)
        return self._pairs().encode()
