from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    """Everything in this folder needs PostgreSQL, without saying so test by test."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.postgres)
