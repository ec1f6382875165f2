"""What the production bench makes of its measures: tables, shares, machines, limits."""

import json
import sys
from collections import Counter

import pytest

from bench import layers, production, production_report
from bench.client import Target
from bench.crowd import told
from bench.report import write
from drill.load import Result

ALONE = {
    layers.FILE: 0.5,
    layers.HELLO: 0.6,
    layers.MEMORY: 1.1,
    layers.KEPT_SQLITE: 1.3,
    layers.KEPT_POSTGRES: 1.6,
    layers.REDIS: 1.4,
    layers.FRONT: 1.9,
    layers.MADE_SQLITE: 20.0,
    layers.MADE_POSTGRES: 38.0,
}


def times(values, rate=100.0):
    return {name: {"p50": value, "p99": 2 * value, "débit": rate} for name, value in values.items()}


@pytest.fixture
def found():
    """What every part finds when all goes well."""
    readers = Result(Counter({200: 300}), Counter(), [n / 1000 for n in range(1, 301)])
    return {
        "foule": {
            "lecteurs": told(readers, 1.0),
            "équipe": {"secondes": {"publier": [0.3, 0.1, 0.2]}, "erreurs": []},
            "mémoire": [{"Rss": 150.0, "Pss": 100.0}, {"Rss": 160.0, "Pss": 120.0}],
        },
        "démarrage": {"page": [2.5, 2.9, 4.0], "django": [1.5], "commune": [5.5]},
        "couches": {
            "requêtes": {"demandes": 200, "requêtes": 0},
            "1": times(ALONE),
            "16": times(ALONE, 600.0),
        },
        "copie": {
            "Mo": 200,
            "fichiers": 3,
            "secondes": {"copie simple": [2.0, 1.0, 3.0], "sauvegarde": [3.0], "reprise": [4.5]},
        },
    }


def row(text, start):
    """Return the cells of the row that starts with ``start``."""
    line = next(line for line in text.splitlines() if line.startswith(f"| {start} |"))
    return [cell.strip() for cell in line.strip("|").split("|")]


class TestTargets:
    def test_percentiles_are_the_times_under_which_so_many_answers_came(self):
        target = Target("page", 0, "/", seconds=[n / 1000 for n in range(100, 0, -1)])
        assert [round(target.milliseconds(p)) for p in (0, 50, 99, 100)] == [1, 51, 100, 100]


class TestReaders:
    def test_an_answer_that_is_not_the_page_is_a_failure(self):
        said = told(Result(Counter({200: 8, 302: 1, 404: 1}), Counter({"TimeoutError": 2})), 2)
        assert (said["envoyées"], said["échecs"], said["débit"]) == (12, 4, 6)

    def test_an_answer_at_fault_counts_once(self):
        assert told(Result(Counter({200: 1, 502: 3}), Counter(), [0.1]), 1)["échecs"] == 3


class TestText:
    def test_what_holds_is_shown_as_holding(self, found):
        text = production_report.text(found)
        assert row(text, "en échec") == ["en échec", "0", "≤ 0"]
        assert row(text, "p99 ms")[2] == "**≤ 250 ms : non**"
        assert row(text, "publier, médiane ms")[1] == "200"

    def test_memory_is_said_in_millions_of_bytes_and_judged_by_its_share(self, found):
        text = production_report.text(found)
        assert row(text, "1")[1:] == ["105", "157", "≤ 120 Mo"]
        assert row(text, "2")[1:] == ["126", "168", "**≤ 120 Mo : non**"]

    def test_starts_are_judged_by_their_median(self, found):
        text = production_report.text(found)
        first = "du lancement de gunicorn à la première page entière"
        assert row(text, first)[1:] == ["2.9", "2.5", "≤ 3 s"]
        assert row(text, "créer une commune, la commande entière")[3] == "**≤ 5 s : non**"

    def test_copies_are_compared_with_the_plain_one_of_the_same_run(self, found):
        text = production_report.text(found)
        assert row(text, "sauvegarde")[1:] == ["3.0", "×1.50", "≤ ×2"]
        assert row(text, "reprise")[1:] == ["4.5", "×2.25", "**≤ ×2 : non**"]
        assert row(text, "copie simple")[3] == ""

    def test_a_query_that_was_heard_is_not_hidden(self, found):
        found["couches"]["requêtes"]["requêtes"] = 2
        assert "**≤ 0 : non**" in production_report.layers_text(found["couches"])

    def test_a_part_that_failed_takes_no_other_with_it(self, found):
        found["foule"] = {"problème": "arrêtée après 6 min"}
        text = production_report.text(found)
        assert "arrêtée après 6 min" in text
        assert "### Démarrage" in text

    def test_a_part_that_was_not_asked_for_is_not_spoken_of(self, found):
        assert "foule" not in production_report.text({"démarrage": found["démarrage"]})


class TestShares:
    def test_a_layer_is_what_the_page_takes_more_with_it(self):
        shares = production_report.shares(times(ALONE))
        assert [round(value, 3) for value in shares.values()] == [0.5, 0.6, 0.5, 0.3, 0.5, 0.2]
        whole = sum(list(shares.values())[:4])
        assert whole == pytest.approx(ALONE[layers.FRONT])

    def test_noise_makes_no_layer_negative(self):
        shares = production_report.shares(times(ALONE | {layers.KEPT_SQLITE: 0.9}))
        assert min(shares.values()) == 0

    @pytest.mark.parametrize(("rate", "machines"), [(1, 1), (300, 1), (301, 2), (3510, 12)])
    def test_machines_are_asked_for_half_of_what_they_can_do(self, rate, machines):
        assert production_report.machines_for(rate, 600) == machines


class TestStatements:
    def test_both_ways_of_asking_are_counted(self):
        log = "\n".join((
            '2026 UTC [1] LOG:  statement: SELECT 1',
            '2026 UTC [1] LOG:  execute <unnamed>: SELECT version FROM t WHERE id = $1',
            "2026 UTC [1] DETAIL:  parameters: $1 = '1'",
            "2026 UTC [1] LOG:  checkpoint starting: time",
        ))  # fmt: skip
        assert layers.statements(log) == 2


class TestParts:
    """A part of its own, in a process of its own."""

    def conduct(self, monkeypatch, tmp_path, code, minutes=1):
        def command(arguments, **options):
            folder = json.dumps(str(tmp_path / "part"))
            return popen([sys.executable, "-c", f"folder = {folder}\n{code}"], **options)

        popen = production.subprocess.Popen
        monkeypatch.setattr(production.subprocess, "Popen", command)
        return production.conduct("part", tmp_path, [], minutes)

    def test_what_it_wrote_is_what_it_found(self, monkeypatch, tmp_path):
        code = "open(folder + '/found.json', 'w').write('{\"a\": 1}')"
        assert self.conduct(monkeypatch, tmp_path, code) == {"a": 1}

    def test_one_that_breaks_says_so(self, monkeypatch, tmp_path):
        assert "erreur" in self.conduct(monkeypatch, tmp_path, "raise SystemExit(3)")["problème"]

    def test_one_that_lasts_is_ended(self, monkeypatch, tmp_path):
        said = self.conduct(monkeypatch, tmp_path, "import time; time.sleep(600)", minutes=0.01)
        assert "arrêtée après" in said["problème"]


def test_the_text_is_written_between_its_marks(monkeypatch, tmp_path):
    document = tmp_path / "performance.md"
    document.write_text("a\n<!-- x : début -->\nold\n<!-- x : fin -->\nb\n")
    monkeypatch.setattr("bench.report.DOCUMENT", document)
    write("x", "new", "2 cœurs", "make bench BENCH=--production")
    written = document.read_text()
    assert written.startswith("a\n<!-- x : début -->\n\n`make bench BENCH=--production`, le ")
    assert written.endswith("\n\nnew\n\n<!-- x : fin -->\nb\n")
    assert "old" not in written
