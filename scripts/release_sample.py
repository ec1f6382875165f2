"""Make the sample of this version that every later one must be able to migrate and serve.

Fills a throwaway site of the kind of database that DATABASE_URL names (SQLite without it), and
writes to tests/samples/releases its backup and what a visitor saw. Touches no other site.
"""

import json
import lzma
import os
import tempfile
from dataclasses import asdict
from pathlib import Path

from centre import __version__
from drill.stage import POSTGRES, SQLITE, create
from tests.samples.released import FOLDER, Release, migration_digests, versions_out
from tests.samples.sampled_site import SampledSite

LARGEST = 500_000


def main() -> None:
    """Make the sample of one kind of database. Refuses for a version that is out."""
    if __version__ in versions_out():
        raise SystemExit(f"La version {__version__} est sortie : son échantillon ne change plus.")
    with tempfile.TemporaryDirectory() as folder:
        release, packed = _made(Path(folder))
    if len(packed) > LARGEST:
        raise SystemExit(f"L’échantillon est trop lourd : {len(packed)} octets.")
    FOLDER.mkdir(exist_ok=True)
    release.path.with_suffix(".zip.xz").write_bytes(packed)
    release.path.write_text(json.dumps(asdict(release), ensure_ascii=False, indent=1) + "\n")
    print(f"{release.path.name} : {len(release.pages)} pages, {len(packed) // 1024} Kio")


def _made(folder: Path) -> tuple[Release, bytes]:
    """Return the sample of a site that is filled in ``folder``, and its packed backup."""
    archive, on_server = folder / "backup.zip", bool(os.environ.get("DATABASE_URL"))
    url = create("sample", "template0") if on_server else f"sqlite:///{folder / 'site.sqlite3'}"
    site = SampledSite(folder, url)
    site.manage("migrate", "--verbosity=0")
    site.manage("load_federation")
    found = site.do("fill", f"back_up={archive}", "look")
    said, pages = found["back_up"], found["look"]
    wrong = [path for path, (status, heading) in pages.items() if status != 200 or not heading]
    if wrong or not pages:
        raise SystemExit(f"Ces pages ne sont pas servies : {', '.join(wrong)}")
    release = Release(
        version=__version__,
        kind=POSTGRES if on_server else SQLITE,
        migrations=said["migrations"],
        digests=migration_digests(),
        counts=said["counts"],
        pages={path: heading for path, (_status, heading) in pages.items()},
    )
    return release, lzma.compress(archive.read_bytes(), preset=9 | lzma.PRESET_EXTREME)


if __name__ == "__main__":
    main()
