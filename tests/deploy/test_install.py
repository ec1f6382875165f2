"""The script that installs the site, twice, with a folder in place of the root of the machine."""

import os
import re
import subprocess

import pytest

from tests.deploy.servers import ROOT

NAME = "centre.example.org"


def install(top, *names, **changes):
    """Run the script as an operator does; nothing of this machine is touched but its packages."""
    environment = changes | {
        name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ
    }
    return subprocess.run(
        ["deploy/install.sh", *names],
        cwd=ROOT, env=environment | {"INSTALL_TOP": str(top)}, capture_output=True, text=True,
    )  # fmt: skip


def manage(top, *command):
    return subprocess.run(
        ["deploy/manage.sh", *command],
        cwd=ROOT, env=os.environ | {"INSTALL_TOP": str(top)}, capture_output=True, text=True,
    )  # fmt: skip


def listens(machine):
    """Return where nginx was told to listen, in order."""
    written = (machine / "etc/nginx/nginx.conf").read_text()
    return re.findall(r"^ *listen ([^ ;]+)", written, re.MULTILINE)


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    top = tmp_path_factory.mktemp("machine")
    done = install(top, NAME)
    assert done.returncode == 0, done.stdout + done.stderr
    return top


def test_a_second_time_keeps_what_is_there_and_follows_the_kernel(machine, tmp_path):
    (tmp_path / "loopback").write_text("00000000000000000000000000000001 01 80 10 80       lo\n")
    settings = machine / "etc/centre/centre.env"
    certificate = machine / "etc/centre/tls/fullchain.pem"
    before = settings.read_text(), certificate.read_bytes()
    key = re.search(r"^SECRET_KEY=(\S{50,})$", before[0], re.MULTILINE)[1]
    assert settings.stat().st_mode & 0o077 == 0

    assert manage(machine, "load_demo").returncode == 0
    again = install(machine, IPV6_ADDRESSES=str(tmp_path / "loopback"))

    assert again.returncode == 0, again.stderr
    assert listens(machine) == ["80", "[::]:80", "443", "[::]:443"] * 2
    assert (settings.read_text(), certificate.read_bytes()) == before
    assert key not in again.stdout + again.stderr
    assert "Ogou 1" in manage(machine, "communes").stdout


def test_what_the_servers_need_is_there(machine):
    assert f"server_name {NAME};" in (machine / "etc/nginx/nginx.conf").read_text()
    for name in ("var/static/staticfiles.json", "var/fault/fault.html", "var/centre.sqlite3"):
        assert (machine / "srv/centre" / name).stat().st_size
    units = machine / "etc/systemd/system"
    assert {path.name for path in units.iterdir()} == {
        path.name for path in (ROOT / "deploy/systemd").iterdir()
    }


def test_nothing_of_the_settings_is_left_to_correct(machine):
    said = manage(machine, "check", "--deploy", "--fail-level", "WARNING")

    assert said.returncode == 0, said.stderr


def test_another_name_in_the_settings_is_served_from_the_next_time(machine):
    settings = machine / "etc/centre/centre.env"
    kept = settings.read_text()
    settings.write_text(kept.replace(f"HOSTS={NAME}", f"HOSTS={NAME},kozah-1.example.org"))

    assert install(machine, IPV6_ADDRESSES="/nowhere").returncode == 0

    # And a kernel without IPv6 gets none: nginx would not start.
    assert listens(machine) == ["80", "443", "80", "443"]
    written = (machine / "etc/nginx/nginx.conf").read_text()
    assert f"server_name {NAME} kozah-1.example.org;" in written


@pytest.mark.parametrize(
    "names",
    [(), ("Centre",), ("https://centre.example.org",), ("a b.tg",), ("-a.tg",), ("a.tg", "b.tg")],
)
def test_what_is_no_name_is_refused_before_anything_is_done(tmp_path, names):
    refused = install(tmp_path, *names)

    assert refused.returncode == 1
    assert "deploy/install.sh centre.example.org" in refused.stderr
    assert not list(tmp_path.iterdir())


def test_a_command_before_the_install_says_so(tmp_path):
    refused = manage(tmp_path, "doctor")

    assert refused.returncode == 1
    assert "sudo deploy/install.sh" in refused.stderr


@pytest.mark.parametrize("line", ["EMAIL_HOST = smtp.tg", "EMAIL_HOST= smtp.tg", "smtp.tg", "=x"])
def test_a_line_that_is_no_setting_is_told_by_its_number_and_not_shown(tmp_path, line):
    settings = tmp_path / "etc/centre/centre.env"
    settings.parent.mkdir(parents=True)
    settings.write_text(f"# Les réglages\n\nEMPTY=\n{line}\n")

    refused = manage(tmp_path, "doctor")

    assert refused.returncode == 1
    assert "La ligne 4 de" in refused.stderr and "sans espace" in refused.stderr
    assert line not in refused.stderr


class TestCertificate:
    """The script, with a certbot that has ``granted`` a certificate or refuses."""

    @pytest.fixture
    def ask(self, tmp_path):
        for folder in ("bin", "etc/centre/tls", "etc/letsencrypt/live/centre"):
            (tmp_path / folder).mkdir(parents=True)
        said = tmp_path / "said"
        for name in ("certbot", "systemctl"):
            program = tmp_path / "bin" / name
            program.write_text(f'#!/bin/sh\necho {name} "$@" >>{said}\n[ -z "$REFUSED" ]\n')
            program.chmod(0o755)

        def run(*names, refused=""):
            done = subprocess.run(
                ["deploy/certificate.sh", *names], cwd=ROOT, capture_output=True, text=True,
                env={"PATH": f"{tmp_path}/bin:{os.environ['PATH']}", "INSTALL_TOP": str(tmp_path),
                     "REFUSED": refused},
            )  # fmt: skip
            return done, said.read_text() if said.exists() else ""

        return run

    def test_one_that_certbot_has_is_put_where_nginx_reads_it(self, ask, tmp_path):
        (tmp_path / "etc/letsencrypt/live/centre/fullchain.pem").write_text("granted")

        done, said = ask(NAME, "b.tg")

        assert done.returncode == 0, done.stderr
        assert f"-d {NAME} -d b.tg" in said and "systemctl reload nginx" in said
        put = tmp_path / "etc/centre/tls/fullchain.pem"
        assert put.read_text() == "granted" and put.stat().st_mode & 0o077 == 0
        assert "Do you agree?" in done.stdout

    def test_the_questions_are_told_the_first_time_only(self, ask, tmp_path):
        (tmp_path / "etc/letsencrypt/accounts").mkdir()

        assert "Do you agree?" not in ask(NAME)[0].stdout

    def test_a_refusal_says_what_to_look_at(self, ask, tmp_path):
        done, said = ask(NAME, refused="1")

        assert done.returncode == 1
        assert f"getent hosts {NAME}" in done.stderr
        assert not any(line.startswith("systemctl") for line in said.splitlines())
        assert not list((tmp_path / "etc/centre/tls").iterdir())

    def test_without_a_name_certbot_is_not_asked(self, ask):
        done, said = ask()

        assert done.returncode == 1 and not said
