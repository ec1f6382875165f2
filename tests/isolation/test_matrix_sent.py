"""The matrix is walked by sending: a file of its own, so that it runs beside the other."""

from tests.isolation.matrix import check


def test_nothing_of_another_commune_is_changed(client, world, record_property):
    check(client, world, "post", record_property)
