"""The demonstration: what a first centre looks like, loaded by ``manage.py load_demo``.

``content`` holds what it says, subject by subject; the modules beside it write that down.
Facts come from the press articles cited on the pages. What nobody published (hours, phones,
prices) is empty, and the site says that it is to be confirmed.
"""
