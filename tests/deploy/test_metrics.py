"""The figures under the real server: summed over its processes, whoever answers."""

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from centre.metrics import folder
from tests.deploy.servers import HOST, ROOT, Gunicorn, Nginx, until

# Fixed: it names tests, and every process must give them the same names.
TOKEN = "figures-" * 4


def get(server, path, **headers):
    connection = server.connect()
    connection.request("GET", path, headers={"Host": HOST, "X-Forwarded-Proto": "https"} | headers)
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response.status, content.decode()


def told(server):
    status, said = get(server, "/metrics", Authorization=f"Bearer {TOKEN}")
    assert status == 200, said
    return {
        (one.name, *(value for _name, value in sorted(one.labels.items()))): one.value
        for family in text_string_to_metric_families(said)
        for one in family.samples
    }


LOADED = """
import sys
import centre.wsgi
print("prometheus_client" in sys.modules)
"""


@pytest.fixture
def place(production):
    return folder.place_of(Path(production["CENTRE_VAR_DIR"]))


@pytest.fixture
def counted(production, tmp_path, place):
    """The site with two processes, which counts; something of an earlier start is left over."""
    place.mkdir(mode=0o700, exist_ok=True)
    (place / "counter_1.db").write_bytes(b"left over")
    changes = {"METRICS_TOKEN": TOKEN, "GUNICORN_WORKERS": "2", "GUNICORN_THREADS": "1"}
    with Gunicorn(production | changes, tmp_path) as server:
        yield server
    for path in place.glob("*"):
        path.unlink()
    place.rmdir()


def test_every_process_is_counted_whoever_tells(counted, place):
    # Nobody's visits, those before the first visitor, are not counted.
    assert ("centre_requests_total", "page", "HEAD", "2xx") not in told(counted)
    assert not (place / "counter_1.db").exists()
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    asked = []

    def ask_again():
        threads = [threading.Thread(target=get, args=(counted, "/robots.txt")) for _ in range(8)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        asked.extend(threads)
        return len(list(place.glob("counter_*.db"))) == 2

    until(ask_again, lambda: "one of the two processes answers nobody")

    found = [told(counted) for _time in range(6)]
    assert {one["centre_requests_total", "other", "GET", "2xx"] for one in found} == {len(asked)}
    assert {one["centre_request_seconds_count", "other"] for one in found} == {len(asked)}
    assert all(one["centre_check_ok", "database"] == 1 for one in found)


def test_what_a_process_counted_outlives_it(counted):
    get(counted, "/robots.txt")
    before = told(counted)["centre_requests_total", "other", "GET", "2xx"]
    pids = set(counted.worker_pids())
    for pid in pids:
        os.kill(pid, 9)
    until(
        lambda: len(counted.worker_pids()) == 2 and not pids & set(counted.worker_pids()),
        counted.errors,
    )

    assert told(counted)["centre_requests_total", "other", "GET", "2xx"] == before == 1


def test_without_the_token_nothing_is_told_and_nothing_is_made(gunicorn, nginx, place):
    assert not place.exists()
    status, said = get(gunicorn, "/metrics/", Authorization=f"Bearer {TOKEN}")
    assert status == 404
    assert "centre_requests" not in said


@pytest.mark.parametrize(("token", "loaded"), [("", "False"), (TOKEN, "True")])
def test_the_library_is_loaded_where_something_is_counted_alone(production, token, loaded):
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, env=production | {"METRICS_TOKEN": token},
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.stdout.strip() == loaded, done.stderr


def test_nginx_lets_nobody_ask(production, counted, tmp_path_factory):
    here = tmp_path_factory.mktemp("front")
    headers = {"Host": HOST, "Authorization": f"Bearer {TOKEN}"}
    with Nginx(counted, production["CENTRE_VAR_DIR"], here) as front:
        for path in ("/metrics", "//metrics", "/%6detrics", "/x/../metrics", "/metrics?a=b"):
            connection = front.connect()
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            said = response.read()
            connection.close()
            assert response.status == 404, path
            assert b"centre_" not in said, path


class TestFolder:
    def test_one_of_somebody_else_or_open_to_all_is_not_taken(self, monkeypatch, tmp_path, capsys):
        monkeypatch.setattr(folder, "SHARED_MEMORY", tmp_path)
        monkeypatch.setenv("METRICS_TOKEN", TOKEN)
        monkeypatch.delenv(folder.VARIABLE, raising=False)
        place = folder.place_of(Path("/srv/centre/var"))
        place.mkdir(mode=0o755)
        assert not folder.count_together(Path("/srv/centre/var"))
        assert "METRICS_TOKEN" not in os.environ and folder.VARIABLE not in os.environ
        assert str(place) in capsys.readouterr().err
        place.rmdir()
        (tmp_path / "elsewhere").mkdir(mode=0o700)
        place.symlink_to(tmp_path / "elsewhere")
        assert not folder.count_together(Path("/srv/centre/var"))

    def test_without_shared_memory_it_is_below_the_site(self, monkeypatch, tmp_path):
        monkeypatch.setattr(folder, "SHARED_MEMORY", tmp_path / "none")
        monkeypatch.setenv(folder.VARIABLE, "set again below")
        assert folder.count_together(tmp_path / "var")
        assert os.environ[folder.VARIABLE] == str(tmp_path / "var" / "centre-metrics")
        assert stat.S_IMODE((tmp_path / "var" / "centre-metrics").stat().st_mode) == 0o700
