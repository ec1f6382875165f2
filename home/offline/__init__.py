"""The copy of a centre that a reader keeps on her phone: docs/offline-pack.md."""
