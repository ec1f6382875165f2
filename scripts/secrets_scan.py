"""Whether a secret stands in a file of the project: secrets_scan.py [--write] [FILE…]

Compares with ``.secrets.baseline``, which names by their digest those that are none: passwords of
the demonstration and of tests. ``--write`` puts there what is found now. It needs no network.
"""

import json
import subprocess
import sys
from pathlib import Path

from detect_secrets import SecretsCollection
from detect_secrets.settings import transient_settings

BASELINE = Path(".secrets.baseline")
# Digests and pictures: what looks drawn by lot there was, and is no secret.
UNREAD = {".gz", ".ico", ".jpg", ".lock", ".mo", ".pdf", ".png", ".po", ".svg", ".webp", ".xz"}
# Each knows a secret by its form or its name. Those that judge by chance alone find every digest.
KINDS = (
    "AWSKeyDetector", "AzureStorageKeyDetector", "BasicAuthDetector", "DiscordBotTokenDetector",
    "GitHubTokenDetector", "JwtTokenDetector", "KeywordDetector", "MailchimpDetector",
    "NpmDetector", "PrivateKeyDetector", "SendGridDetector", "SlackDetector", "StripeDetector",
    "TwilioKeyDetector",
)  # fmt: skip
SETTINGS = {
    "plugins_used": [{"name": name} for name in KINDS],
    "filters_used": [
        {"path": f"detect_secrets.filters.{name}"}
        for name in ("heuristic.is_templated_secret", "heuristic.is_indirect_reference",
                     "heuristic.is_not_alphanumeric_string")
    ],
}  # fmt: skip


def tracked() -> list[str]:
    """Return the files of the project, new ones that are not ignored included."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return [name for name in listed.stdout.split("\0") if name]


def look(names: list[str]) -> dict[tuple[str, str, str], int]:
    """Return the line of each secret in the files ``names``, by file, kind and digest."""
    found = SecretsCollection()
    with transient_settings(SETTINGS):
        for name in names:
            path = Path(name)
            if path.is_file() and path.suffix not in UNREAD and path != BASELINE:
                found.scan_file(name)
    return {(name, secret.type, secret.secret_hash): secret.line_number for name, secret in found}


def known() -> set[tuple[str, str, str]]:
    """Return what somebody looked at and found to be none."""
    if not BASELINE.exists():
        return set()
    return {tuple(one) for one in json.loads(BASELINE.read_text())}


def main(arguments: list[str]) -> int:
    """Look, and say what is new; return how the program ends."""
    names = [one for one in arguments if one != "--write"] or tracked()
    found = look(names)
    if "--write" in arguments:
        BASELINE.write_text(json.dumps(sorted(found), indent=1) + "\n")
        return 0
    new = sorted(found.keys() - known())
    for name, kind, _digest in new:
        print(f"{name}:{found[name, kind, _digest]} : peut-être un secret ({kind})")
    if new:
        print(
            "Retirez-le, et changez-le s’il a servi. S’il n’en est pas un :\n"
            "  .venv/bin/python scripts/secrets_scan.py --write"
        )
    return 1 if new else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
