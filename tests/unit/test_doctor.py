"""Each line of the doctor says what is wrong and what to do, and none tells a secret."""

import smtplib
import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.files.storage import default_storage
from django.core.management import call_command

from centre.backup import health
from centre.backup.folder import own_folder
from centre.doctor import machine, network, own, registry, site
from centre.doctor.registry import State, bad, good, look, register_check
from centre.models import Tick, TickStep
from tests.samples.backups import KEY, put, small_backup

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def checks(monkeypatch):
    """No check but those that the test declares."""
    monkeypatch.setattr(registry, "_checks", {})
    monkeypatch.setattr("centre.management.commands.doctor.register_own_checks", lambda: None)


@pytest.mark.usefixtures("checks")
class TestCommand:
    def test_one_line_each_and_what_to_do(self, capsys):
        register_check("a", "Disque", lambda now: good("de la place"))
        register_check("b", "Courriel", lambda now: look("lent", "Attendez."))
        call_command("doctor")
        assert capsys.readouterr().out.splitlines() == [
            "✓ Disque\u00a0: de la place",
            "! Courriel\u00a0: lent",
            "    → Attendez.",
        ]

    def test_anything_bad_ends_with_one(self, capsys):
        register_check("a", "Disque", lambda now: bad("plein", "Videz."))
        with pytest.raises(SystemExit) as ended:
            call_command("doctor")
        assert ended.value.code == 1
        assert capsys.readouterr().out.startswith("✗ Disque\u00a0: plein")

    def test_a_check_that_breaks_stops_no_other_and_tells_no_secret(self, capsys):
        def broken(now):
            raise ValueError("postgres://centre:hunter2@db/centre")

        register_check("a", "Base", broken)
        register_check("b", "Disque", lambda now: good("de la place"))
        with pytest.raises(SystemExit):
            call_command("doctor")
        said = capsys.readouterr().out
        assert "ValueError" in said and "✓ Disque" in said
        assert "hunter2" not in said

    def test_a_check_is_told_the_time_and_may_be_replaced(self):
        register_check("a", "Old", lambda now: good("old"))
        register_check("a", "New", lambda now: good(str(now)))
        assert list(registry.examine(NOW)) == [("New", good(str(NOW)))]


@pytest.mark.django_db
def test_every_check_of_ours_answers(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(registry, "_checks", {})
    settings.BACKUP_DIR = tmp_path / "none"
    settings.SECRET_KEY = settings.EMAIL_HOST_PASSWORD = "do-not-tell-this-to-anybody"
    own.register_own_checks()
    found = list(registry.examine(NOW))
    assert len(found) == 15
    for label, finding in found:
        assert label and finding.said and (finding.to_do or finding.state is State.GOOD)
        assert "l’examen n’a pas pu" not in finding.said
        assert "do-not-tell" not in finding.said + finding.to_do


class TestMachine:
    @pytest.mark.parametrize(
        ("free", "state"),
        [(400 * 1024**2, State.BAD), (1024**3, State.LOOK), (9 * 1024**3, State.GOOD)],
    )
    def test_room(self, monkeypatch, free, state):
        monkeypatch.setattr(machine.shutil, "disk_usage", lambda path: SimpleNamespace(free=free))
        assert machine.disk(NOW).state is state

    def test_files_are_stored_and_nothing_is_left(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        assert machine.media_folder(NOW).state is State.GOOD
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == []

    def test_files_that_cannot_be_stored(self, monkeypatch):
        def full(name, content):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(default_storage, "save", full)
        found = machine.media_folder(NOW)
        assert found.state is State.BAD and "chown" in found.to_do

    def test_what_is_private_is_closed_to_others(self, monkeypatch, settings, tmp_path):
        settings.VAR_DIR, settings.BACKUP_DIR = tmp_path, tmp_path / "backups"
        database = SimpleNamespace(vendor="sqlite", settings_dict={"NAME": tmp_path / "db"})
        monkeypatch.setattr(machine, "connection", database)
        (tmp_path / "backups").mkdir()
        tmp_path.chmod(0o755), (tmp_path / "backups").chmod(0o700)
        assert machine.permissions(NOW).state is State.GOOD
        (tmp_path / "backups").chmod(0o755)
        found = machine.permissions(NOW)
        assert found.state is State.BAD and "chmod -R o-rwx" in found.to_do
        tmp_path.chmod(0o750)
        assert machine.permissions(NOW).state is State.GOOD
        tmp_path.chmod(0o757), (tmp_path / "backups").chmod(0o700)
        assert machine.permissions(NOW).state is State.BAD

    def test_the_file_of_secrets(self, monkeypatch, tmp_path):
        path = tmp_path / "centre.env"
        monkeypatch.setattr(machine, "SECRETS", path)
        assert machine.secrets(NOW).state is State.LOOK
        path.touch(0o640)
        assert machine.secrets(NOW).state is State.GOOD
        path.chmod(0o644)
        assert machine.secrets(NOW).state is State.BAD


class TestSite:
    def test_debug(self, settings):
        assert site.debug(NOW).state is State.GOOD
        settings.DEBUG = True
        assert site.debug(NOW).state is State.BAD

    def test_settings_are_told_by_number(self, settings):
        settings.SECURE_HSTS_SECONDS = 0
        found = site.required_settings(NOW)
        assert "security.W004" in found.said and found.state is not State.GOOD
        settings.SILENCED_SYSTEM_CHECKS = ["security.W004"]
        assert "security.W004" not in site.required_settings(NOW).said

    @pytest.mark.django_db
    def test_versions_of_database_and_code(self):
        from django.db.migrations.recorder import MigrationRecorder

        rows = MigrationRecorder.Migration.objects
        assert site.migrations(NOW).state is State.GOOD
        rows.create(app="centre", name="9999_later")
        assert "plus récente" in site.migrations(NOW).said
        rows.filter(app="centre", name="9999_later").delete()
        rows.filter(app="communes").delete()
        assert "plus ancienne" in site.migrations(NOW).said

    @pytest.mark.django_db
    def test_the_timer_and_its_steps(self, settings):
        assert site.scheduled_work(NOW).state is State.GOOD
        settings.TICK_EXPECTED = True
        assert site.scheduled_work(NOW).state is State.BAD
        Tick.objects.create(seen_at=NOW - timedelta(minutes=50))
        assert site.scheduled_work(NOW).state is State.GOOD
        TickStep.objects.create(name="repair_search", error="OSError")
        assert "repair_search" in site.scheduled_work(NOW).said
        Tick.objects.update(seen_at=NOW - timedelta(minutes=70))
        assert "arrêtées" in site.scheduled_work(NOW).said

    def test_a_cache_that_keeps_nothing(self, settings):
        assert site.cache(NOW).state is State.GOOD
        dummy = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
        settings.CACHES = {"default": dummy}
        assert site.cache(NOW).state is State.BAD


class TestMail:
    @pytest.fixture
    def smtp(self, settings):
        settings.EMAIL_BACKEND = network.SMTP
        settings.EMAIL_HOST, settings.EMAIL_HOST_PASSWORD = "127.0.0.1", "hunter2"

    def test_mail_that_stays_here(self, settings):
        assert network.mail(NOW).state is State.LOOK

    @pytest.mark.usefixtures("smtp")
    def test_a_server_that_is_not_there(self, settings):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            settings.EMAIL_PORT = taken.getsockname()[1]
            found = network.mail(NOW)
        assert found.state is State.BAD and "EMAIL_HOST" in found.to_do

    @pytest.mark.usefixtures("smtp")
    def test_an_account_that_is_refused(self, monkeypatch):
        def refuse(self):
            raise smtplib.SMTPAuthenticationError(535, b"hunter2 is wrong")

        monkeypatch.setattr("django.core.mail.backends.smtp.EmailBackend.open", refuse)
        found = network.mail(NOW)
        assert "refuse le compte" in found.said and "hunter2" not in found.said


class TestCertificate:
    @pytest.fixture
    def served(self, tmp_path, settings, monkeypatch):
        """A function that serves a certificate which ends after some days, for one visit."""
        servers = []

        def serve(days: float, trusted: bool = True) -> None:
            path = certificate(tmp_path, days)
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(path)
            listening = socket.create_server(("127.0.0.1", 0))
            servers.append(listening)
            threading.Thread(target=answer, args=(listening, context), daemon=True).start()
            settings.WAGTAILADMIN_BASE_URL = f"https://localhost:{listening.getsockname()[1]}"
            if trusted:
                believe = ssl.create_default_context(cafile=path)
                monkeypatch.setattr(network.ssl, "create_default_context", lambda: believe)

        yield serve
        for server in servers:
            server.close()

    @pytest.mark.parametrize(
        ("days", "state"), [(60, State.GOOD), (15, State.LOOK), (3, State.BAD)]
    )
    def test_its_end_is_seen_coming(self, served, settings, days, state):
        settings.ALLOWED_HOSTS = ["a.tg", "localhost", "b.tg", ".c.tg", "*"]
        served(days)
        found = network.certificate(datetime.now(UTC))
        assert found.state is state, found
        if found.state is not State.GOOD:
            assert found.to_do.endswith("sudo deploy/certificate.sh localhost a.tg b.tg")

    def test_one_that_ended(self, served):
        served(-1)
        assert "refusent" in network.certificate(datetime.now(UTC)).said

    def test_one_that_nobody_vouches_for(self, served):
        served(60, trusted=False)
        assert network.certificate(datetime.now(UTC)).state is State.BAD

    def test_no_server_and_no_https(self, settings):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            settings.WAGTAILADMIN_BASE_URL = f"https://127.0.0.1:{taken.getsockname()[1]}"
            assert "ne répond pas" in network.certificate(NOW).said
        settings.WAGTAILADMIN_BASE_URL = "http://localhost:8000"
        assert network.certificate(NOW).state is State.LOOK


def certificate(folder: Path, days: float) -> Path:
    """Write a certificate of localhost, signed by itself, that ends after ``days``."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=90))
        .not_valid_after(now + timedelta(days=days, hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path


def answer(listening: socket.socket, context: ssl.SSLContext) -> None:
    """Take one visitor, who may well leave when he sees the certificate."""
    visitor, _address = listening.accept()
    try:
        context.wrap_socket(visitor, server_side=True).close()
    except OSError:
        visitor.close()


class TestBackups:
    @pytest.fixture(autouse=True)
    def folder(self, settings, tmp_path):
        settings.VAR_DIR, settings.BACKUP_DIR = tmp_path, tmp_path / "backups"
        settings.BACKUP_DIR.mkdir()
        return own_folder()

    def test_there_is_none(self):
        found = health.last_backup(NOW)
        assert found.state is State.BAD and "centre-backup.timer" in found.to_do

    @pytest.mark.parametrize(
        ("hours", "state"), [(2, State.GOOD), (30, State.LOOK), (80, State.BAD)]
    )
    def test_its_age(self, folder, hours, state):
        put(folder.name(NOW - timedelta(hours=hours), sealed=False), small_backup())
        assert health.last_backup(NOW).state is state

    def test_one_that_cannot_be_read(self, folder):
        put(folder.name(NOW, sealed=False), small_backup()[:-1])
        assert "abîmée" in health.last_backup(NOW).said

    def test_one_whose_key_was_changed(self, folder, settings):
        put(folder.name(NOW, sealed=True), small_backup(KEY))
        settings.BACKUP_KEY = KEY
        assert health.last_backup(NOW).state is State.GOOD
        settings.BACKUP_KEY = "another-key-of-these-days"
        found = health.last_backup(NOW)
        assert found.state is State.BAD and settings.BACKUP_KEY not in found.said

    def test_where_they_are(self, settings):
        assert "chiffrées" in health.backup_place(NOW).said
        settings.BACKUP_KEY = KEY
        assert "sur le disque du site" in health.backup_place(NOW).said
        settings.BACKUP_DIR = settings.VAR_DIR / "nothing" / "yet"
        assert "sur le disque du site" in health.backup_place(NOW).said

    def test_a_restore_that_was_stopped(self, settings):
        assert health.interrupted_restore(NOW).state is State.GOOD
        (settings.VAR_DIR / "restore-under-way").touch()
        assert health.interrupted_restore(NOW).state is State.BAD
