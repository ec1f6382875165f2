"""The public search: a small inverted index of our own (docs/decisions/0003).

To make a model findable, when the app that owns it starts (`AppConfig.ready`):

    from centre.search.documents import BODY, KEYWORDS, SUMMARY, TITLE, Document
    from centre.search.registry import register_searchable

    def to_document(page):  # only what is public; None: not to be found
        return Document(branch_id=page.owner_branch.pk, kind="service", title=page.title,
                        summary=page.introduction, url=f"services/{page.slug}/",
                        texts={TITLE: page.title, KEYWORDS: page.keywords})

    register_searchable(ServicePage, to_document, depends_on={Need: "needs"})

Saves, deletions, moves and restrictions then follow by themselves, after the commit. Rows written
past the signals (`bulk_create`, `update`, fixtures) need `manage.py rebuild_search` or
`centre.search.rebuild.rebuild()`, which is also what a test inside a transaction calls.

To search: `centre.search.query.search(branch.pk, "actes de naissance", page=1)` returns `Results`.
"""
