"""Every public address that leads from the front door, as the server really sends it."""

import json
import re
from html import unescape
from http.client import HTTPConnection
from urllib.parse import urldefrag, urljoin, urlsplit

import html5lib
import pytest

NOT_PAGES = ("/admin/", "/sortie/", "/media/", "/static/", "/documents/")
MOST_PAGES = 400


class Crawl:
    """The answers met on the way, by address, and the links that led nowhere."""

    def __init__(self, server):
        self.host = urlsplit(server).netloc
        self.server = server
        self.pages = {}
        self.faults = []

    def run(self):
        waiting, seen = ["/"], {"/"}
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
        body = response.read().decode()
        if response.status in (301, 302):
            return self.local_links(path, [response.headers["Location"]])
        if response.status != 200:
            self.faults.append(f"{path}: {response.status}")
            return set()
        if not response.headers["Content-Type"].startswith("text/html"):
            return set()
        self.pages[path] = (response.headers, body)
        links = re.findall(r"<a\b[^>]*?\shref=\"([^\"]*)\"", body)
        return self.local_links(path, map(unescape, links))

    def local_links(self, path, links):
        addresses = (urlsplit(urldefrag(urljoin(self.server + path, link))[0]) for link in links)
        return {
            part.path + (f"?{part.query}" if part.query else "")
            for part in addresses
            if part.netloc == self.host and not part.path.startswith(NOT_PAGES)
        }


@pytest.fixture(scope="module")
def crawl(server):
    return Crawl(server).run()


def faults(crawl, find):
    return [f"{path}: {fault}" for path, page in crawl.pages.items() for fault in find(*page)]


def test_every_link_leads_somewhere(crawl):
    assert len(crawl.pages) > 20
    assert crawl.faults == []


def test_no_visit_sets_a_cookie(crawl):
    assert faults(crawl, lambda headers, body: headers.get_all("Set-Cookie") or []) == []


def test_pages_are_well_formed(crawl):
    def errors(headers, body):
        parser = html5lib.HTMLParser()
        parser.parse(body)
        return [f"line {position[0]}: {code} {data}" for position, code, data in parser.errors]

    assert faults(crawl, errors) == []


def test_no_page_carries_inline_code(crawl):
    def inline(headers, body):
        for name, attributes in re.findall(r"<([a-z]+)\b([^>]*)>", body):
            if re.search(r"\s(?:style|on[a-z]+)=", attributes):
                yield f"<{name}{attributes}>"
            if name == "script" and not re.search(r"\ssrc=|application/ld\+json", attributes):
                yield f"<{name}{attributes}>"

    assert faults(crawl, inline) == []


def test_content_policy_allows_nothing_unsafe(crawl):
    def unsafe(headers, body):
        policy = headers.get("Content-Security-Policy", "")
        if "script-src" not in policy:
            yield "no policy"
        if "unsafe-" in policy:
            yield policy

    assert faults(crawl, unsafe) == []


def test_structured_data_is_readable(crawl):
    blocks = [
        json.loads(block)
        for _, body in crawl.pages.values()
        for block in re.findall(r"<script type=\"application/ld\+json\">(.*?)</script>", body, re.S)
    ]
    assert blocks
    assert all("schema.org" in block["@context"] for block in blocks)


def test_every_identifier_is_there_once(crawl):
    def repeated(headers, body):
        ids = re.findall(r"<[^>]*\sid=\"([^\"]+)\"", body)
        return sorted({name for name in ids if ids.count(name) > 1})

    assert faults(crawl, repeated) == []
