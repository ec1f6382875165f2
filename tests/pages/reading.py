"""Read a public page as its reader does: words, links and parts, without the tags."""

import re

from bs4 import BeautifulSoup


class Reading:
    """The answer ``response``, which must be a page with ``status``."""

    def __init__(self, response, status=200):
        assert response.status_code == status
        assert response["Content-Type"].startswith("text/html")
        self.response = response
        self.soup = BeautifulSoup(response.content, "html.parser")

    @property
    def main(self) -> str:
        """The words of the content."""
        return words(self.soup.main)

    def words(self, selector: str) -> str:
        """Return the words of the only element that ``selector`` finds."""
        (found,) = self.soup.select(selector)
        return words(found)

    def each(self, selector: str) -> list[str]:
        """Return the words of every element that ``selector`` finds."""
        return [words(element) for element in self.soup.select(selector)]

    def hrefs(self, selector: str = "main a") -> list[str]:
        """Return where the links that ``selector`` finds lead, in their order."""
        return [link["href"] for link in self.soup.select(selector)]

    def href(self, said: str) -> str:
        """Return where the only link that says ``said`` leads."""
        (found,) = (link["href"] for link in self.soup.select("a") if words(link) == said)
        return found


def words(element) -> str:
    """Return the text of ``element``, with one plain space wherever there is any."""
    return re.sub(r"\s+", " ", element.get_text(" ")).strip()


def read(client, address: str, query=None, *, host="localhost", status=200) -> Reading:
    """Fetch ``address`` and read it. Nothing ever reads "None"; no visitor gets a cookie."""
    response = client.get(address, query, headers={"host": host})
    reading = Reading(response, status)
    assert not response.cookies
    assert not re.search(r"\bNone\b", words(reading.soup.body))
    return reading
