"""What search engines read in a piece of news: schema.org ``NewsArticle``."""

from home.models import NewsPage


def article(page: NewsPage, url: str, publisher: str) -> dict:
    """Return the ``NewsArticle``, with what is known; ``url`` is absolute."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": page.title,
        "url": url,
        "description": page.introduction,
        "datePublished": page.date.isoformat(),
        "dateModified": page.last_published_at and page.last_published_at.isoformat(),
        "publisher": publisher and {"@type": "Organization", "name": publisher},
    }
    return {name: value for name, value in data.items() if value}
