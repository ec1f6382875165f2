"""One drill, in the process that ``drill.run`` started for it.

python -m drill.one NAME FOLDER TEMPLATES
"""

import importlib
import json
import sys
from dataclasses import asdict
from pathlib import Path

from drill.servers import Postgres
from drill.stage import POSTGRES, SQLITE, Stage


def main(name: str, folder: str, templates: str) -> None:
    """Run the drill ``name`` and leave its counts and its report in ``folder``."""
    own = Path(folder)
    task = json.loads((own / "task.json").read_text())
    stage = Stage(own, Path(templates), task["small"], task["wanted"])
    module = importlib.import_module(f"drill.{name}")
    if POSTGRES in getattr(module, "DATABASES", [SQLITE]):
        # The drill before may have left it stopped.
        Postgres().start()
    try:
        report = module.run(stage)
    finally:
        counts = [asdict(count) for count in stage.counts]
        (own / "counts.json").write_text(json.dumps(counts))
    report.save(own / "report.json")


if __name__ == "__main__":
    main(*sys.argv[1:])
