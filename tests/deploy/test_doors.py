"""Readers and staff come to gunicorn by doors of their own, with processes of their own behind."""

import os
import signal
from http.client import HTTPConnection

import pytest

from tests.deploy.servers import HOST, Gunicorn, until

HEADERS = {"Host": HOST, "X-Forwarded-Proto": "https"}
SECONDS = 3


@pytest.fixture(scope="module")
def gunicorn(production, tmp_path_factory):
    folder = tmp_path_factory.mktemp("doors")
    with Gunicorn(production, folder, has_staff_door=True) as server:
        yield server


def status(port, path):
    """Return what the server says, 0 when nobody answers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    try:
        connection.request("GET", path, headers=HEADERS)
        return connection.getresponse().status
    except (TimeoutError, ConnectionError):
        return 0
    finally:
        connection.close()


def answers(gunicorn):
    """Return what readers and staff are told."""
    public = {status(gunicorn.port, path) for path in ("/", "/agenda/", "/services/") * 2}
    return public, status(gunicorn.staff_port, "/admin/login/")


def test_behind_the_door_of_staff_stands_one_process_and_no_reader_needs_it(gunicorn):
    assert len(gunicorn.worker_pids()) == 3
    assert answers(gunicorn) == ({200}, 200)
    without_staff = []
    for pid in gunicorn.worker_pids():
        os.kill(pid, signal.SIGSTOP)
        try:
            staff = status(gunicorn.staff_port, "/admin/login/")
            if staff == 0:
                without_staff.append(pid)
                assert answers(gunicorn) == ({200}, 0)
        finally:
            os.kill(pid, signal.SIGCONT)
    assert len(without_staff) == 1


def test_another_takes_the_place_of_one_that_dies(gunicorn):
    before = gunicorn.worker_pids()
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    until(lambda: not set(before) & set(gunicorn.worker_pids()), gunicorn.errors)
    until(lambda: len(gunicorn.worker_pids()) == 3, gunicorn.errors)
    assert answers(gunicorn) == ({200}, 200)


def test_with_one_door_everybody_comes_by_it(production, tmp_path):
    with Gunicorn(production, tmp_path) as server:
        assert len(server.worker_pids()) == 2
        assert status(server.port, "/") == status(server.port, "/admin/login/") == 200
