"""The demonstration of the federation, loaded by ``manage.py load_federation``.

The portal, Ogou 1 as ``home.demo`` has it, and the four other communes of the project with what
the press reported of them, which is no building.
"""
