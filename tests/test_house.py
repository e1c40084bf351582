"""The house: packages import in one direction, modules stay small, and the docs know every setting, command and code."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from plugins.alerts.findings import CODES
from tests.conftest import LONGEST

ROOT = Path(__file__).resolve().parents[1]
MAY_IMPORT = {
    "alerts": {"alerts"},
    "forking": {"alerts", "forking"},
    "importers": {"alerts", "forking", "importers"},
    "site": {"alerts", "forking", "site"},
    "search": {"alerts", "forking", "search"},
    "exports": {"alerts", "exports", "forking"},
    "samples": {"alerts", "samples"},
    "commands": {"commands", "forking", "importers"},
}
WITHIN = {
    "site": {
        "reading": set(),
        "gathering": {"reading"},
        "views": set(),
        "planning": {"reading", "gathering", "views"},
        "presenting": {"gathering", "views", "planning"},
        "templating": {"views"},
        "writing": {"reading", "views", "planning", "presenting", "templating"},
        "checks": {"reading", "writing"},
    },
    "importers": {
        "decoding": set(),
        "bodies": {"decoding"},
        "normalising": {"bodies", "decoding"},
        "formats": {"bodies", "decoding", "normalising"},
        "opening": {"decoding", "formats"},
        "keeping": set(),
        "matching": {"bodies", "formats", "keeping"},
        "processes": {"formats", "keeping", "matching", "normalising", "opening"},
        "accounting": {"keeping", "matching", "opening"},
        "settling": {"accounting", "keeping", "matching", "normalising", "processes"},
    },
}
"""What each package within a package may import of the others, as their ``__init__.py`` tell it."""
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc"}
LONGEST_MODULE = 300

MODULES = sorted((ROOT / "plugins").rglob("*.py"))
SHORT = [*MODULES, ROOT / "tasks.py"]


def imports(module: Path) -> set[str]:
    """Return the full names of what a module imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative imports hide the direction"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.relative_to(ROOT).as_posix())
def test_packages_import_in_one_direction(module: Path) -> None:
    """A package imports only what the table of plugins/__init__.py allows it."""
    package = module.relative_to(ROOT / "plugins").parts[0]
    if package == "__init__.py":
        return
    own = {name.split(".")[1] for name in imports(module) if name.startswith("plugins.")}

    assert own <= MAY_IMPORT[package]


@pytest.mark.parametrize(("outer", "package"), [(outer, one) for outer, own in WITHIN.items() for one in own])
def test_packages_within_a_package_import_in_one_direction(outer: str, package: str) -> None:
    """What is read is gathered, planned, presented and written; what is opened is read, normalised and settled; nothing looks back."""
    modules = (ROOT / "plugins" / outer / package).rglob("*.py")
    start = f"plugins.{outer}."
    own = {name.split(".")[2] for module in modules for name in imports(module) if name.startswith(start)}

    assert (own & WITHIN[outer].keys()) - {package} <= WITHIN[outer][package]


@pytest.mark.parametrize("outer", sorted(WITHIN))
def test_every_package_within_a_package_has_its_place(outer: str) -> None:
    """A folder is in the table of what may import what."""
    folders = {module.parent.name for module in (ROOT / "plugins" / outer).glob("*/__init__.py")}

    assert folders == WITHIN[outer].keys()


def test_work_is_spread_over_processes_in_one_place() -> None:
    """A pool of the standard library waits for ever for a process that was killed, or leaves its own behind."""
    pools = ("multiprocessing.Pool", "multiprocessing.pool", "concurrent.futures.ProcessPoolExecutor")

    assert [
        module.relative_to(ROOT / "plugins").as_posix()
        for module in MODULES
        if any(name.startswith(pools) for name in imports(module)) or ".Pool(" in module.read_text(encoding="utf-8")
    ] == ["forking/spread.py"]


@pytest.mark.parametrize("package", ["alerts", "importers", "samples"])
def test_only_the_site_and_the_search_know_pelican(package: str) -> None:
    """The domain and the importers would survive a change of the site generator."""
    for module in (ROOT / "plugins" / package).rglob("*.py"):
        assert not [name for name in imports(module) if name.split(".")[0] == "pelican"], module


def test_one_file_a_package_touches_pelican() -> None:
    """Pelican is imported where a plugin registers and in its generator, nowhere else."""
    touching = {
        module.relative_to(ROOT / "plugins").as_posix()
        for module in MODULES
        if any(name.split(".")[0] == "pelican" for name in imports(module))
    }

    assert {
        f"{name}/{file}" for name in ("exports", "search", "site") for file in ("__init__.py", "generator.py")
    } == touching


@pytest.mark.parametrize("module", SHORT, ids=lambda module: module.relative_to(ROOT).as_posix())
def test_modules_are_small_and_named_for_what_they_do(module: Path) -> None:
    """No module is too long to be read in one sitting, and none is a drawer for odds and ends."""
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE
    assert module.stem not in FORBIDDEN_NAMES


def test_every_setting_is_documented() -> None:
    """A setting that the code reads is explained in docs/settings.md."""
    text = "\n".join(module.read_text(encoding="utf-8") for module in MODULES)
    read = set(re.findall(r"""settings(?:\.get\(|\[)"([A-Z_]+)""", text))
    documented = (ROOT / "docs/settings.md").read_text(encoding="utf-8")

    assert [] == sorted(name for name in read if f"`{name}`" not in documented)


def test_every_command_is_documented() -> None:
    """A task of tasks.py has its line in docs/commands.md."""
    tree = ast.parse((ROOT / "tasks.py").read_text(encoding="utf-8"))
    tasks = [
        node.name.rstrip("_").replace("_", "-")
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]
    documented = (ROOT / "docs/commands.md").read_text(encoding="utf-8")

    assert tasks
    assert [] == [name for name in tasks if f"`invoke {name}" not in documented]


def test_every_finding_is_documented() -> None:
    """A code that a report can hold is explained in docs/findings.md."""
    documented = (ROOT / "docs/findings.md").read_text(encoding="utf-8")

    assert [] == [code for code in CODES if f"`{code}`" not in documented]


def test_what_is_to_begin_first_is_there() -> None:
    """A file of tests that was renamed does not lose its place in the order without a word."""
    assert [] == [name for name in LONGEST if not (ROOT / "tests" / name).is_file()]
