"""A mail as bytes that only this install can read."""

import base64
import json
import re
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.crypto import salted_hmac

SALT = "centre.mail"


class Unreadable(Exception):
    """It was sealed with a key that is not ours any more, or it is damaged."""


@dataclass(frozen=True)
class Letter:
    """What SMTP needs: who sends, who receives, and the whole mail as it goes out."""

    sender: str
    recipients: list[str]
    content: bytes


def letter_of(message: EmailMessage) -> Letter:
    """Return ``message`` as it goes out now: a later try keeps its date and its number."""
    content = re.sub(rb"\r?\n", b"\r\n", message.message().as_bytes())
    return Letter(message.from_email, message.recipients(), content)


def seal(letter: Letter) -> bytes:
    """Return ``letter`` under the seal of this install."""
    said = {
        "sender": letter.sender,
        "recipients": letter.recipients,
        "content": base64.b64encode(letter.content).decode(),
    }
    return _seals().encrypt(json.dumps(said).encode())


def opened(sealed: bytes) -> Letter:
    """Return the letter that was sealed. Raises ``Unreadable``."""
    try:
        said = json.loads(_seals().decrypt(bytes(sealed)))
        return Letter(said["sender"], said["recipients"], base64.b64decode(said["content"]))
    except (InvalidToken, ValueError, KeyError) as error:
        raise Unreadable from error


def _seals() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([_seal_of(key) for key in keys])


def _seal_of(secret: str) -> Fernet:
    digest = salted_hmac(SALT, "", secret=secret, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(digest))
