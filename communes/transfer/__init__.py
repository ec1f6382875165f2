"""Take a commune away in one file, and put it back: here or in another install.

``archive`` knows the file and nothing of communes; ``names`` what everything is called in it;
``content`` turns rows into JSON and back. See docs/demenager-une-commune.md and decision 13.
"""
