"""Who may do what in which commune.

``roles`` says what each role may do, ``branches`` makes a branch with its groups and
collection, ``policy`` answers for what a branch owns and is not a page. ``viewsets``,
``forms`` and ``choosers`` are the staff area of what is owned: lists, editors and windows
that show a user only hers, and refuse the rest even when a request is written by hand.

A new owned model inherits ``BranchOwned`` and gets a ``BranchViewSet``: the tests in
``tests/isolation`` find its addresses by themselves.
"""
