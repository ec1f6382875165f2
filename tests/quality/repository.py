"""What the tests of this folder read: the files of the project, not those of its tools."""

import ast
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

# From the ground up: a floor imports what stands before it, never what stands after.
FLOORS = ["centre", "services", "events", "home", "communes"]


def project_files(*patterns: str) -> list[Path]:
    """Return the files that are tracked, or new and not ignored, matching git's patterns."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    paths = {ROOT / name for name in listing.stdout.split("\0") if name}
    return sorted(path for path in paths if path.is_file())


def name_of(path: Path) -> str:
    """Return the path as the project writes it, for messages and test ids."""
    return path.relative_to(ROOT).as_posix()


def imported_modules(path: Path) -> set[str]:
    """Return the absolute names of the modules that a Python file imports, anywhere in it."""
    package = list(path.relative_to(ROOT).parent.parts)
    modules = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            modules.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*start, *filter(None, [node.module])])
            modules.update(f"{module}.{alias.name}" for alias in node.names)
    return modules
