"""Who may do what in which commune.

``roles`` says what each role may do, ``branches`` makes a branch with its groups and
collection, ``policy`` answers for what a branch owns and is not a page.
"""
