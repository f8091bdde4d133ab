"""The house keeps its order: which app may import which, and how large a module may grow."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Each app, and what it may import; `watchdesk` joins them all and is imported by no other.
ARROWS = {
    "record": set(),
    "sources": {"record"},
    "tracker": {"record", "sources"},
    "articles": {"record", "sources", "tracker"},
    "partners": {"record", "sources", "tracker", "articles"},
    "readers": {"record", "sources", "tracker", "articles"},
    "accounts": set(),
    "watchdesk": {"record", "sources", "tracker", "articles", "partners", "readers", "accounts"},
    # Beside the apps: it measures them, and nothing imports it.
    "bench": {"record", "sources", "tracker", "articles", "partners", "readers", "watchdesk"},
}
MOST_LINES = 250
LONGEST_FUNCTION = 45
SELF_EXPLAINED = {"Meta", "get_absolute_url"}
FORBIDDEN = {"utils", "util", "helpers", "helper", "services", "service", "common", "misc"}
EXCUSES = ("TODO", "FIXME", "XXX", "NotImplementedError")


def modules(*folders: str) -> Iterator[Path]:
    """Every module of ours in these folders, migrations left out: Django writes those."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


APPS = list(modules(*ARROWS))


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """The line and the full name of each import, wherever in the module it stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name_of(path)}:{node.lineno} imports relatively"
            yield node.lineno, f"{node.module}.{node.names[0].name}"


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_an_app_imports_only_what_stands_to_its_right() -> None:
    wrong = []
    for path in APPS:
        app = path.relative_to(ROOT).parts[0]
        for line, name in imported(path):
            other = name.split(".")[0]
            if other in ARROWS and other not in ARROWS[app] | {app}:
                wrong.append(f"{name_of(path)}:{line} imports {name}")
    assert wrong == []


def test_every_app_has_its_place() -> None:
    found = {path.parent.name for path in ROOT.glob("*/apps.py")}
    assert found <= set(ARROWS)
    assert {"record", "sources", "tracker", "articles", "accounts", "watchdesk"} <= found


def test_the_user_model_is_reached_by_the_setting() -> None:
    """So that accounts can change without anybody noticing."""
    for path in modules(*set(ARROWS) - {"watchdesk", "accounts"}):
        assert "accounts.User" not in path.read_text(encoding="utf-8"), name_of(path)


def test_a_module_is_named_for_what_it_does() -> None:
    named = {path: {path.stem, *path.relative_to(ROOT).parts[:-1]} for path in APPS}
    assert [name_of(path) for path, words in named.items() if words & FORBIDDEN] == []


def test_a_module_stays_small() -> None:
    wrong = []
    for path in APPS:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > MOST_LINES:
            wrong.append(f"{name_of(path)} has {lines} lines: split it by noun")
    assert wrong == []


def test_upward_flow_is_by_data_and_never_by_signal() -> None:
    wrong = [
        f"{name_of(path)}:{line} imports {name}"
        for path in APPS
        for line, name in imported(path)
        if name.endswith(".receiver") or ".signals" in name
    ]
    assert wrong == []


def test_nothing_is_left_for_later() -> None:
    texts = {name_of(path): path.read_text(encoding="utf-8") for path in APPS}
    assert [name for name, text in texts.items() if any(word in text for word in EXCUSES)] == []


def test_a_module_says_what_it_is_for() -> None:
    trees = {name_of(path): ast.parse(path.read_text(encoding="utf-8")) for path in APPS}
    assert [name for name, tree in trees.items() if tree.body and not ast.get_docstring(tree)] == []


def public_parts(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """Classes, functions and methods that others may use."""
    for parent in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(parent, ast.Module | ast.ClassDef):
            continue
        for node in parent.body:
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                continue
            if not node.name.startswith("_") and node.name not in SELF_EXPLAINED:
                yield node


def test_public_things_say_what_they_do() -> None:
    """In a sentence. A protocol's bare `...` says it by its name."""
    wrong = [
        f"{name_of(path)}:{node.lineno} {node.name} does not say what it does"
        for path in APPS
        for node in public_parts(path)
        if path.stem != "apps"
        and not ast.get_docstring(node)
        and not isinstance(node.body[0], ast.Expr)
    ]
    assert wrong == []


def test_functions_stay_short_and_typed() -> None:
    wrong = []
    for path in APPS:
        # The stand-alone verifier runs on any Python 3.8, and strangers read it.
        typed = name_of(path) != "record/verify.py"
        for function in functions(path):
            where = f"{name_of(path)}:{function.lineno} {function.name}"
            if (function.end_lineno or 0) - function.lineno > LONGEST_FUNCTION:
                wrong.append(f"{where} is long")
            if typed and function.returns is None:
                wrong.append(f"{where} does not say what it returns")
    assert wrong == []


def test_no_template_or_page_carries_a_script_or_a_style_of_its_own() -> None:
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8").lower()
        for line in text.splitlines():
            assert " style=" not in line, f"{name_of(path)}: {line.strip()}"
            assert "<style" not in line, f"{name_of(path)}: {line.strip()}"
            assert "<script>" not in line, f"{name_of(path)}: {line.strip()}"
            assert " onclick=" not in line, f"{name_of(path)}: {line.strip()}"


def test_what_is_committed_knows_no_machine_but_its_own() -> None:
    """No address of a package index, and no path of whoever wrote it."""
    for path in (ROOT / "requirements.lock", ROOT / "requirements-dev.lock"):
        text = path.read_text(encoding="utf-8")
        assert "index-url" not in text
        assert "http://" not in text
