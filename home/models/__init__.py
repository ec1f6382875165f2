from home.models.centre_home_page import CentreHomePage, CentrePhone
from home.models.front_page import FrontPage
from home.models.letter_word import LetterWord
from home.models.news_index_page import NewsIndexPage
from home.models.news_page import NewsPage, RelatedPage
from home.models.partners_page import PartnersPage
from home.models.standard_page import StandardPage

__all__ = [
    "CentreHomePage",
    "CentrePhone",
    "FrontPage",
    "LetterWord",
    "NewsIndexPage",
    "NewsPage",
    "PartnersPage",
    "RelatedPage",
    "StandardPage",
]
