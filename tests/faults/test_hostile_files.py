"""A thousand damaged photos, and one file of each kind that is made to harm: none does.

What each of the four doors of the staff area says to more of them is in ``tests/admin``.
"""

import random
import struct
import subprocess
import sys
import zlib
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from django.urls import reverse
from PIL import Image

from centre.models import CentreDocument
from centre.uploads.pictures import Limits, clean_picture
from centre.uploads.refusal import Refusal
from tests.factories import ImageFactory
from tests.samples import documents, pictures
from tests.samples.doors import Before, add_one, newest
from tests.samples.sending import send, stored_files, words_of

LIMITS = Limits(pixels=36_000_000, jpeg_pixels=64_000_000, frames=200, side=2400)
ROOT = Path(__file__).resolve().parent.parent.parent
PHOTOS = 1000
SENT = 20  # of these, through the form
# More than the picture of 36 million points that may come in takes.
MOST_MEMORY = 250 * 1024  # kB
SCRIPT = b"<script>alert(1)</script>"


def flipped(content: bytes, chance) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 3, 20, 200))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def cut(content: bytes, chance) -> bytes:
    return content[: chance.randrange(len(content))]


def swapped(content: bytes, chance) -> bytes:
    """Return the pieces in another order: what a bad card or line makes of a photo."""
    size = max(1, len(content) // chance.randrange(3, 40))
    pieces = [content[at : at + size] for at in range(0, len(content), size)]
    one, other = chance.randrange(len(pieces)), chance.randrange(len(pieces))
    pieces[one], pieces[other] = pieces[other], pieces[one]
    return b"".join(pieces)


def of_another(content: bytes, chance) -> bytes:
    """Return the photo behind the first bytes of another format."""
    length = chance.choice((2, 4, 12, 30, 100))
    return chance.choice(list(pictures.good_pictures().values()))[:length] + content[length:]


def zeroed(content: bytes, chance) -> bytes:
    start, length = chance.randrange(len(content)), chance.randrange(1, 2000)
    return content[:start] + bytes(min(length, len(content) - start)) + content[start + length :]


HARMS = (flipped, cut, swapped, of_another, zeroed)


def damaged_photos():
    """Yield the name and the bytes of a thousand damaged photos, the same in every run."""
    chance = random.Random("a thousand photos")
    good = sorted(pictures.good_pictures().items())
    for number in range(PHOTOS):
        name, content = good[number % len(good)]
        yield f"{number}-{name}", HARMS[number % len(HARMS)](content, chance)


@pytest.mark.filterwarnings("error::PIL.Image.DecompressionBombWarning")
def test_of_a_thousand_damaged_photos_each_is_refused_or_clean():
    refused = taken = 0
    most = 0
    for name, content in damaged_photos():
        try:
            picture = clean_picture(content, name, LIMITS)
        except Refusal as refusal:
            assert str(refusal.message)
            refused += 1
        else:
            taken += 1
            found = pictures_of(picture)
            assert pictures.PHP not in picture.content and dict(found.getexif()) == {}
        # The first hundred load what is loaded once.
        if refused + taken == 100:
            most = resident() * 1.1
    assert refused + taken == PHOTOS
    assert min(refused, taken) > 100
    assert resident() < most


def pictures_of(picture) -> Image.Image:
    found = Image.open(BytesIO(picture.content))
    found.load()
    return found


def resident() -> int:
    """Return the memory of this process in pages of the system."""
    return int(Path("/proc/self/statm").read_text().split()[1])


@pytest.fixture
def image(branch):
    return ImageFactory(branch=branch, title="Avant", file__width=64, file__height=64)


@pytest.fixture
def staff(client, editor):
    client.force_login(editor)
    return client


@pytest.mark.django_db
def test_some_of_them_sent_by_the_form_leave_nothing_or_a_whole_picture(staff, image):
    for name, content in list(damaged_photos())[:: PHOTOS // SENT]:
        before = Before()
        answer = add_one(staff, image, name, content)
        if answer.status_code == 302:
            Image.open(newest().file).load()
        else:
            words = words_of(answer)
            said = (pictures.DAMAGED, pictures.NOT_A_PICTURE, pictures.RENAME, pictures.EMPTY,
                    pictures.TOO_LARGE, pictures.TOO_MANY_FRAMES)  # fmt: skip
            assert any(one in words for one in said), name
            before.assert_same()


def segment(marker: int, content: bytes) -> bytes:
    """Return a segment of a JPEG."""
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(content) + 2) + content


def jpeg_with(*segments: bytes) -> bytes:
    content = pictures.encoded(pictures.photo(), "JPEG")
    return content[:2] + b"".join(segments) + content[2:]


def in_circles() -> bytes:
    """Return a JPEG whose camera data have a directory that is followed by itself."""
    entry = struct.pack("<HHII", 0x8769, 4, 1, 8)
    directory = struct.pack("<H", 1) + entry + struct.pack("<I", 8)
    return jpeg_with(segment(0xE1, b"Exif\0\0II*\0" + struct.pack("<I", 8) + directory))


def deep() -> bytes:
    """Return a JPEG whose camera data have 3 500 directories, each inside the one before."""
    directories = b"".join(
        struct.pack("<HHHIII", 1, 0x8769, 4, 1, 8 + 18 * (number + 1), 8 + 18 * (number + 1))
        for number in range(3500)
    )
    return jpeg_with(segment(0xE1, b"Exif\0\0II*\0" + struct.pack("<I", 8) + directories))


def profile_bomb() -> bytes:
    """Return a PNG whose colour profile unpacks to 80 MB."""
    profile = b"a\0\0" + zlib.compress(bytes(80_000_000), 9)
    content = pictures.encoded(pictures.photo(), "PNG")
    return content[:33] + pictures.png_chunk(b"iCCP", profile) + content[33:]


def moving_png(frames: int) -> bytes:
    """Return a PNG that announces ``frames`` frames."""
    content = pictures.encoded(pictures.photo(), "PNG")
    control = pictures.png_chunk(b"acTL", struct.pack(">II", frames, 0))
    return content[:33] + control + content[33:]


def announcing(side: int) -> bytes:
    """Return a JPEG that announces ``side`` × ``side`` points."""
    content = bytearray(pictures.encoded(pictures.photo(), "JPEG"))
    at = content.index(b"\xff\xc0") + 5
    content[at : at + 4] = struct.pack(">HH", side, side)
    return bytes(content)


def box(kind: bytes) -> bytes:
    return b"\0\0\0\x1cftyp" + kind + b"\0\0\0\0mif1" + kind + b"MA1B" + bytes(200)


CLEAN = ""  # taken, and what is dangerous is gone


@cache
def picture_kinds() -> dict[str, tuple[str, bytes, str]]:
    """Return the 19 kinds: under which name it comes, what it is, what is answered."""
    hostile = pictures.hostile_pictures()
    polyglot = jpeg_with(segment(0xFE, pictures.HTML)) + pictures.HTML
    mpo = pictures.good_pictures()["two-pictures.jpg"]
    return {
        "a bomb of points": ("photo.png", hostile["bomb.png"][0], pictures.TOO_LARGE),
        "huge dimensions": ("photo.jpg", announcing(65_500), "Cette photo est trop grande"),
        "a bomb of frames": ("film.gif", pictures.gif_of(500_000), pictures.TOO_MANY_FRAMES),
        "a moving PNG": ("film.png", moving_png(2**31 - 1), pictures.TOO_MANY_FRAMES),
        "a drawing with a script": ("dessin.svg", pictures.SVG, pictures.EXTENSION),
        "a page behind a photo": ("photo.jpg", polyglot, CLEAN),
        "a bomb in the colour profile": ("photo.png", profile_bomb(), pictures.DAMAGED),
        "camera data that fill what they may": ("photo.jpg", pictures.giant_exif(), CLEAN),
        "camera data in circles": ("photo.jpg", in_circles(), CLEAN),
        "camera data without an end": ("photo.jpg", deep(), CLEAN),
        "a bomb in a note": ("photo.png", hostile["note-bomb.png"][0], pictures.DAMAGED),
        "a format of new phones": ("IMG_1.heic", box(b"heic"), pictures.EXTENSION),
        "another under a known name": ("IMG_1.jpg", box(b"avif"), pictures.NOT_A_PICTURE),
        "an icon": ("icone.png", hostile["icon.png"][0], pictures.NOT_A_PICTURE),
        "a drawing program's": ("couches.png", hostile["layers.png"][0], pictures.NOT_A_PICTURE),
        "a printer's": ("affiche.jpg", hostile["print.jpg"][0], pictures.NOT_A_PICTURE),
        "two photos in one": ("photo.jpg", mpo, CLEAN),
        "a name with a path": ("../../../etc/passwd.php.jpg", polyglot, CLEAN),
        "no byte at all": ("photo.jpg", b"", pictures.EMPTY),
    }


@cache
def document_kinds() -> dict[str, tuple[str, bytes, str]]:
    """Return the 11 kinds: under which name it comes, what it is, what is answered."""
    hostile = documents.hostile_documents()
    climbing = {"../../../../tmp/evil.sh": "x", "/etc/cron.d/evil": "x"}
    nested = {"word/embeddings/inside.zip": documents.docx(**{"a.zip": documents.docx()})}
    heavy = documents.PDF + bytes(16 * 1024 * 1024)
    return {
        "macros": ("lettre.docx", hostile["macros.docx"][0], documents.MACROS),
        "a password": ("lettre.docx", hostile["locked.docx"][0], documents.PASSWORD),
        "a PDF with a script": ("formulaire.pdf", pdf_with_script(), CLEAN),
        "a bomb": ("rapport.docx", hostile["bomb.docx"][0], documents.BOMB),
        "names that climb": ("rapport.docx", documents.docx(**climbing), CLEAN),
        "archives in archives": ("rapport.docx", documents.docx(**nested), CLEAN),
        "a page and a document": ("rapport.pdf", pictures.HTML + documents.PDF, documents.LIES),
        "a page named PDF": ("page.pdf", pictures.HTML, documents.LIES),
        "a program named PDF": ("facture.pdf", b"MZ" + bytes(200), documents.LIES),
        "a drawing with a script": ("dessin.svg", pictures.SVG, documents.EXTENSION),
        "too much": ("rapport.pdf", heavy, "Ce fichier est trop lourd"),
    }


def pdf_with_script() -> bytes:
    action = b"1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>/Pages 2 0 R>>"
    return documents.PDF.replace(b"1 0 obj<</Type/Catalog/Pages 2 0 R>>", action)


def test_the_kinds_are_as_many_as_were_asked_for():
    assert (len(picture_kinds()), len(document_kinds())) == (19, 11)
    assert b"/JavaScript" in pdf_with_script()


@pytest.mark.django_db
@pytest.mark.parametrize("kind", picture_kinds())
def test_a_hostile_picture_is_refused_in_french_or_made_clean(staff, image, kind):
    name, content, said = picture_kinds()[kind]
    before = Before()
    answer = add_one(staff, image, name, content)
    if answer.status_code == 200:
        assert said and said in words_of(answer)
        before.assert_same()
        return
    assert (answer.status_code, said) == (302, CLEAN)
    kept = newest()
    path = Path(kept.file.path)
    written = path.read_bytes()
    assert (kept.width, kept.height) == (96, 64)
    assert path.parent.name == "original_images" and path.suffix in (".jpg", ".png")
    assert len(written) < 40_000 and SCRIPT not in written
    assert dict(Image.open(kept.file).getexif()) == {}
    new = set(stored_files()) - set(before.state[2])
    assert not [one for one in new if ".unfinished" in one]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", document_kinds())
def test_a_hostile_document_is_refused_in_french_or_only_handed_over(client, staff, branch, kind):
    name, content, said = document_kinds()[kind]
    before, count = stored_files(), CentreDocument.objects.count()
    fields = {"title": "Rapport", "collection": branch.collection_id}
    answer = send(staff, reverse("wagtaildocs:add"), fields, "file", name, content)
    if answer.status_code == 200:
        assert said and said in words_of(answer)
        assert (stored_files(), CentreDocument.objects.count()) == (before, count)
        return
    assert (answer.status_code, said) == (302, CLEAN)
    kept = CentreDocument.objects.get(title="Rapport")
    assert set(stored_files()) - set(before) == {kept.file.name}
    # Nothing of it is unpacked here, and no browser runs any of it: it is saved by the reader.
    client.logout()
    given = client.get(kept.url)
    assert given["Content-Disposition"].startswith("attachment")
    assert given["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert given["X-Content-Type-Options"] == "nosniff" and not given.cookies


MEASURE = """
import pathlib, resource, sys, django
django.setup()
from tests.faults.test_hostile_files import LIMITS, Refusal, clean_picture
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        clean_picture(path.read_bytes(), path.name.partition("-")[2], LIMITS)
    except Refusal:
        pass
    print(path.name, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_no_hostile_picture_takes_much_memory(tmp_path):
    for number, (name, content, _said) in enumerate(picture_kinds().values()):
        (tmp_path / f"{number}-{Path(name).name}").write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, tmp_path], cwd=ROOT, capture_output=True, text=True,
        env={"DJANGO_SETTINGS_MODULE": "centre.settings.test", "PATH": "/usr/bin:/bin"},
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    grown = dict(line.rsplit(" ", 1) for line in done.stdout.splitlines())
    assert len(grown) == len(picture_kinds())
    assert {name: kb for name, kb in grown.items() if int(kb) > MOST_MEMORY} == {}
