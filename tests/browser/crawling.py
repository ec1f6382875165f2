"""A walk from the front door, as the server really answers it."""

import re
from html import unescape
from http.client import HTTPConnection
from urllib.parse import urldefrag, urljoin, urlsplit

NOT_PAGES = ("/admin/", "/sortie/", "/media/", "/static/", "/documents/")
MOST_PAGES = 400
# Nothing in a page leads to these.
SEEDS = (
    "/",
    "/sitemap.xml",
    "/robots.txt",
    "/favicon.ico",
    "/sortie/",
    "/sw.js",
    "/hors-ligne/pack.json",
)


class Crawl:
    """The answers met on the way, by address, and the links that led nowhere.

    ``answers`` are the headers of all of them, ``pages`` headers and text of the HTML ones.
    """

    def __init__(self, server):
        self.host = urlsplit(server).netloc
        self.server = server
        self.answers = {}
        self.pages = {}
        self.faults = []

    def run(self):
        waiting, seen = [*SEEDS], {*SEEDS}
        while waiting and len(self.pages) < MOST_PAGES:
            for link in self.visit(waiting.pop(0)) - seen:
                seen.add(link)
                waiting.append(link)
        return self

    def visit(self, path):
        """Fetch one address, keep it when it is a page, and return where it leads."""
        connection = HTTPConnection(self.host, timeout=30)
        connection.request("GET", path, headers={"Accept-Encoding": "identity"})
        response = connection.getresponse()
        body = response.read().decode("utf-8", "replace")
        connection.close()
        self.answers[path] = response.headers
        if response.status in (301, 302):
            return self.local_links(path, [response.headers["Location"]])
        if response.status != 200:
            self.faults.append(f"{path}: {response.status}")
            return set()
        if response.headers["Content-Type"].startswith("application/xml"):
            return self.local_links(path, re.findall(r"<loc>(.*?)</loc>", body))
        if not response.headers["Content-Type"].startswith("text/html"):
            return set()
        self.pages[path] = (response.headers, body)
        links = re.findall(r"<(?:a|link)\b[^>]*?\shref=\"([^\"]*)\"", body)
        return self.local_links(path, map(unescape, links))

    def local_links(self, path, links):
        addresses = (urlsplit(urldefrag(urljoin(self.server + path, link))[0]) for link in links)
        return {
            part.path + (f"?{part.query}" if part.query else "")
            for part in addresses
            if part.netloc == self.host and not part.path.startswith(NOT_PAGES)
        }
