"""The shape of the code: short files and functions, values with types, and rooms that are pure where they say so."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

import awslab

ROOT = Path(awslab.__file__).parent
LONGEST_FILE, LONGEST_FUNCTION = 300, 45
ANY_PER_1000_LINES = 12
TYPED_ROOMS: tuple[str, ...] = (
    "cloud/api_gateway",
    "cloud/autoscaling",
    "cloud/ec2",
    "cloud/edge",
    "cloud/elbv2",
    "cloud/inquiries",
    "cloud/logs",
    "cloud/network",
    "cloud/s3",
    "cloud/sns",
    "cloud/sqs",
    "cloud/sts",
)
"""Rooms in which `Any` is rare."""
TOO_LONG_YET = frozenset({"cli/labs.py check"})
"""Functions that are to be cut."""
IMPURE = frozenset({"moto", "boto3", "botocore", "time", "uuid", "secrets", "os", "socket", "random", "subprocess"})
PURE = re.compile(r"\(pure(?!,? but)")
"""What the first line of a module's docstring says of one that computes on plain values only."""
IMPURE_YET = frozenset(
    {
        "cloud/lambda_/edge/function_url/configs.py",
    }
)
"""Modules that say they are pure and are not, until their rooms have been gone through."""

FILES = sorted(ROOT.rglob("*.py"))


def functions(file: Path) -> list[tuple[str, int]]:
    """The names and lengths in lines of a file's functions."""
    nodes = ast.walk(ast.parse(file.read_text()))
    definitions = [node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [(node.name, (node.end_lineno or 0) - node.lineno + 1) for node in definitions]


def any_rate(files: list[Path]) -> float:
    """How often a thousand lines say `Any`, imports left out."""
    lines = [line for file in files for line in file.read_text().splitlines()]
    count = sum(len(re.findall(r"\bAny\b", line)) for line in lines if not line.startswith("from typing import"))
    return 1000 * count / max(1, len(lines))


def is_pure(file: Path) -> bool:
    """Whether a module's docstring says that it is pure."""
    docstring = ast.get_docstring(ast.parse(file.read_text())) or ""
    return PURE.search(docstring.partition("\n\n")[0]) is not None


def imported(file: Path) -> set[str]:
    """The top packages that a module imports when it runs, in functions too; not those for the type checker alone."""
    packages: set[str] = set()
    for node in _statements(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            packages |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            packages.add(node.module.partition(".")[0])
    return packages


def _statements(tree: ast.AST) -> list[ast.AST]:
    children: list[ast.AST] = []
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        children += [node, *_statements(node)]
    return children


def test_files_are_short() -> None:
    lengths = {str(file.relative_to(ROOT)): len(file.read_text().splitlines()) for file in FILES}

    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_functions_are_short() -> None:
    long = [
        f"{file.relative_to(ROOT)} {name}: {length}"
        for file in FILES
        for name, length in functions(file)
        if length > LONGEST_FUNCTION and f"{file.relative_to(ROOT)} {name}" not in TOO_LONG_YET
    ]

    assert long == []


@pytest.mark.parametrize("room", TYPED_ROOMS)
def test_values_have_types(room: str) -> None:
    assert any_rate(sorted((ROOT / room).rglob("*.py"))) <= ANY_PER_1000_LINES


def test_modules_that_say_they_are_pure_are() -> None:
    impure = {
        str(file.relative_to(ROOT)): sorted(imported(file) & IMPURE)
        for file in FILES
        if is_pure(file) and imported(file) & IMPURE
    }

    assert {name: packages for name, packages in impure.items() if name not in IMPURE_YET} == {}


def main() -> None:
    """Print how each room stands: `python -m tests.test_shape`."""
    folders = [path for path in (*ROOT.iterdir(), *(ROOT / "cloud").iterdir()) if path.is_dir()]
    for folder in sorted(path for path in folders if path.name not in ("__pycache__", "cloud")):
        files = sorted(folder.rglob("*.py"))
        size = sum(len(file.read_text().splitlines()) for file in files)
        sys.stdout.write(f"{folder.relative_to(ROOT)!s:<22} {size:>6} lines, Any {any_rate(files):5.1f} per 1000\n")


if __name__ == "__main__":
    main()
