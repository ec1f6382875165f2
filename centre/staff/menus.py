"""The menus of the staff area, without what leads elsewhere or serves nobody here."""

# Wagtail's site map of English pages on the web: the staff area leads to no other site.
OUTSIDE = ("whats-new-in-wagtail", "editor-guide")
# Lists of every commune's pages by class of the program, and a duplicate of our own lists.
REPORTS = {"page-types-usage", "aging-pages", "workflow-tasks"}


def without_outside(request, menu_items):
    """Take the links to other sites out of the help menu."""
    menu_items[:] = [item for item in menu_items if not item.name.startswith(OUTSIDE)]


def without_statistics(request, menu_items):
    """Take out the reports that only a developer reads."""
    menu_items[:] = [item for item in menu_items if item.name not in REPORTS]
