"""Every public address that leads from the front door, as the server really sends it."""

import json
import re

import html5lib


def faults(crawl, find):
    return [f"{path}: {fault}" for path, page in crawl.pages.items() for fault in find(*page)]


def test_every_link_leads_somewhere(crawl):
    assert len(crawl.pages) > 20
    assert crawl.faults == []


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
