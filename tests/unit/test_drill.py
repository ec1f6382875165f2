"""What the drills write down, and how they choose what to do."""

from pathlib import Path

import pytest

from drill import making, run
from drill.fuzzing import Fuzzer
from drill.load import Request, Result
from drill.report import DOCUMENT, Count, Report, load, marks, number, replaced, section, table
from drill.stage import POSTGRES, SQLITE, Stage
from drill.visitor import fields_of

PAGE = "Avant\n<!-- vie : début -->\nancien\n<!-- vie : fin -->\nAprès\n"


def stage(small=False, **wanted):
    return Stage(Path("/nowhere"), Path("/nowhere"), small, wanted)


def test_a_section_takes_the_place_of_the_one_before_and_of_nothing_else():
    assert replaced(PAGE, "vie", "nouveau") == (
        "Avant\n<!-- vie : début -->\n\nnouveau\n\n<!-- vie : fin -->\nAprès\n"
    )


@pytest.mark.parametrize("document", ["", "<!-- vie : début -->", "<!-- autre : début --> x"])
def test_a_document_without_a_place_is_not_written(document):
    with pytest.raises(ValueError, match="vie"):
        replaced(document, "vie", "nouveau")


@pytest.mark.parametrize("name", run.names())
def test_every_drill_has_its_place_in_the_document_and_a_title(name):
    text = DOCUMENT.read_text()
    assert all(text.count(mark) == 1 for mark in marks(name))
    assert f"## {run._module(name).TITLE}\n" in text


def test_counts_are_full_small_or_chosen():
    assert stage().count(100, 5, "pages") == 100
    assert stage(small=True).count(100, 5, "pages") == 5
    assert stage(small=True, pages=7).count(100, 5, "pages") == 7


def test_a_report_with_smaller_counts_shows_it():
    few, all_of_them = Count("requêtes", 2_000, 100_000), Count("requêtes", 100_000, 100_000)
    text = section(Report(["", "n"], [["x", 1_234]]), "2026-01-02", 12.3, [few])
    assert "2\u00a0000 requêtes (au lieu de 100\u00a0000)" in text
    assert "| x | 1\u00a0234 |" in text
    assert "au lieu" not in section(Report([""]), "2026-01-02", 12.3, [all_of_them])


def test_one_failure_makes_a_drill_fail():
    report = Report(["", "n"])
    report.expect(True, "cela allait")
    assert "Exercice réussi" in section(report, "2026-01-02", 250, [])
    report.expect(False, "une page manque")
    text = section(report, "2026-01-02", 250, [])
    assert "Exercice échoué" in text
    assert "4 min" in text
    assert "- une page manque" in text
    assert "cela allait" not in text


def test_a_report_comes_through_a_file(tmp_path):
    report = Report(["", "n"], [["x", 1]], ["y"], "z")
    report.save(tmp_path / "report.json")
    assert load(tmp_path / "report.json") == report


def test_figures_stand_to_the_right():
    assert table(["a", "b"], [["c", 1]]) == "| a | b |\n| --- | ---: |\n| c | 1 |"
    assert number("1234") == "1234"


def test_postgresql_is_started_for_those_who_need_it_alone():
    assert run.kinds([]) == []
    assert run.kinds(["restore"]) == [SQLITE, POSTGRES]


def test_counts_of_the_command_line():
    options = run.read(["restore", "--small", "--count", "fausses requêtes=12"])
    assert run.wanted(options) == {"fausses requêtes": 12}
    assert (options.names, options.small) == (["restore"], True)


def test_no_name_means_all_drills():
    assert run.read([]).names == []
    assert "restore" in run.names()


def test_an_unknown_drill_is_refused():
    with pytest.raises(SystemExit):
        run.read(["rien"])


def test_a_form_is_read_as_a_browser_sends_it():
    form = """<form id="f"><input name="a" value="1"><input name="b" type="checkbox" checked>
        <input name="c" type="checkbox"><textarea name="d">\nx\ny</textarea>
        <select name="e"><option value="1"><option value="2" selected></select>
        <input name="g" disabled value="9"><button name="h">ok</button>
        <input name="i" value="1"><input name="i" value="2">
        <div id="body" data-controller="w-block"></div></form>"""
    assert fields_of(form, "f") == {
        "a": "1", "b": "on", "d": "x\ny", "e": "2", "i": ["1", "2"], "body-count": "0"
    }  # fmt: skip


def fuzzed(seed, count=200):
    fuzzer = Fuzzer(seed, "centre.example.org", ["/", "/agenda/"], ["page"])
    return [fuzzer.request() for _number in range(count)]


def test_the_same_seed_sends_the_same_requests():
    assert fuzzed(1) == fuzzed(1)
    assert fuzzed(1) != fuzzed(2)


def test_every_fuzzed_request_ends_and_asks_for_the_end():
    for request in fuzzed(3, 2_000):
        head, end, body = request.partition(b"\r\n\r\n")
        assert end
        assert b"\r\nConnection: close" in head
        assert len(head.split(b"\r\n")[0]) < 4_094
        if body:
            assert f"Content-Length: {len(body)}".encode() in head


def test_what_failed_is_counted_and_named():
    result = Result()
    result.statuses.update({200: 3, 404: 1, 502: 2})
    result.errors["ConnectionResetError"] += 1
    result.seconds = [0.1, 0.2, 0.3, 4.0]
    assert (result.sent, result.failed) == (7, 3)
    assert result.faults() == "502 × 2, ConnectionResetError × 1"
    assert [result.milliseconds(percent) for percent in (0, 50, 99)] == [100, 300, 4000]


def test_a_form_says_how_long_it_is():
    assert Request("/a/", "q=é").encoded().endswith(b"Content-Length: 4\r\n\r\nq=\xc3\xa9")
    assert Request("/a/").encoded().startswith(b"GET /a/ HTTP/1.1\r\nHost: ")


def test_pages_made_are_counted_by_process_and_address(tmp_path):
    notes = tmp_path / "made"
    assert making.made(notes) == {}
    notes.write_text("12 /\n12 /a/?q=b c\n13 /\n12 /\n")
    assert making.made(notes) == {("12", "/"): 2, ("12", "/a/?q=b c"): 1, ("13", "/"): 1}
