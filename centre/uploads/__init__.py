"""What comes in from staff: pictures, documents, sounds and films.

Pure modules judge bytes (``pictures``, ``documents``, ``archives``, ``sounds``, ``boxes``,
``names``); ``files`` brings Django's files to them; ``fields`` and ``forms`` stand on
every way in. See docs/decisions/0005-uploads.md.
"""
