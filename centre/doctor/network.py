"""What the site needs of other machines: mail, and a certificate that browsers believe."""

import smtplib
import socket
import ssl
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import get_connection
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from centre.doctor.registry import Finding, bad, good, look
from centre.mail.keeping import waiting
from centre.models import KeptMail

SECONDS = 5
SMTP = "django.core.mail.backends.smtp.EmailBackend"
KEEPING = "centre.mail.backend.KeepingBackend"
# Certificates last three months and are renewed when one is left.
SOON, NOW = 21, 7


def mail(now: datetime) -> Finding:
    """Greet the mail server, with the account if there is one; send nothing."""
    if settings.EMAIL_BACKEND not in (SMTP, KEEPING):
        return look(_("mail does not leave this machine"), _("Only for a trial: set EMAIL_HOST."))
    server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    connection = get_connection(timeout=SECONDS)
    try:
        connection.open()
    except smtplib.SMTPAuthenticationError:
        return bad(
            _("%(server)s refuses the account") % {"server": server},
            _("Check EMAIL_HOST_USER and EMAIL_HOST_PASSWORD."),
        )
    except (OSError, smtplib.SMTPException):
        return bad(
            _("%(server)s does not answer") % {"server": server},
            _("Check EMAIL_HOST and EMAIL_PORT: invitations and lost passwords wait for it."),
        )
    finally:
        connection.close()
    return good(_("%(server)s answers") % {"server": server})


def kept_mails(now: datetime) -> Finding:
    """Say how many mails wait for the server, and how many waited in vain."""
    to_do = _("See the line about mail. Who waits for an invitation is invited anew.")
    given_up = KeptMail.objects.exclude(given_up_at=None).count()
    if given_up:
        said = ngettext(
            "%(count)s mail was given up in the last 30 days",
            "%(count)s mails were given up in the last 30 days",
            given_up,
        )
        return bad(said % {"count": given_up}, to_do)
    count = waiting().count()
    if not count:
        return good(_("no mail waits for the server"))
    said = ngettext(
        "%(count)s mail waits for the server, the oldest since %(moment)s",
        "%(count)s mails wait for the server, the oldest since %(moment)s",
        count,
    )
    since = timezone.localtime(waiting().earliest("kept_at").kept_at)
    return look(
        said % {"count": count, "moment": date_format(since, "SHORT_DATETIME_FORMAT")},
        _("See the line about mail. They leave by themselves, or are given up after 3 days."),
    )


def certificate(now: datetime) -> Finding:
    """Say until when browsers believe the certificate of the site."""
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    if address.scheme != "https":
        return look(
            _("the site is read without HTTPS"),
            _("For a public site, get a certificate and set CENTRE_BASE_URL to https://…"),
        )
    renew = _("Get another one: sudo deploy/certificate.sh %(names)s") % {
        "names": _names(address.hostname)
    }
    try:
        end = _end(address.hostname or "", address.port or 443)
    except ssl.SSLCertVerificationError as error:
        return bad(
            _("browsers refuse the certificate: %(reason)s") % {"reason": error.verify_message},
            renew,
        )
    except OSError:
        return bad(
            _("%(host)s does not answer") % {"host": address.netloc},
            _("See whether nginx runs: sudo systemctl status nginx"),
        )
    days = (end - now).days
    said = _("valid until %(day)s, %(days)s days") % {"day": end.date(), "days": days}
    if days < NOW:
        return bad(said, renew)
    return look(said, renew) if days < SOON else good(said)


def _names(host: str | None) -> str:
    """Return the names that the certificate is for, that of the site first."""
    others = [name for name in settings.ALLOWED_HOSTS if name[:1] not in (".", "*")]
    return " ".join(dict.fromkeys([host or "", *others])).strip()


def _end(host: str, port: int) -> datetime:
    """Return when the certificate that ``host`` shows ends. Raises ``OSError``."""
    context = ssl.create_default_context()
    with (
        socket.create_connection((host, port), timeout=SECONDS) as plain,
        context.wrap_socket(plain, server_hostname=host) as secure,
    ):
        end = secure.getpeercert()["notAfter"]
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(end), UTC)
