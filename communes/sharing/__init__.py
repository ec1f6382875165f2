"""Central content: the federation writes a page once, and the communes show it.

``acts`` says what may become of an offer, ``placing`` puts Wagtail's aliases into the branches,
``signals`` notices what happens to the pages elsewhere. ``federation`` is the screen of who
offers, ``viewsets`` that of who is offered. See docs/contenus-partages.md and
docs/decisions/0014-shared-pages-are-aliases.md.
"""
