"""What of moto the sandbox touches: found in its sources, and what it looks like in the moto that is installed.

python -m tests.cloud.moto_pins    write awslab/cloud/moto_internals.py anew, after a look at the difference
"""

from __future__ import annotations

import ast
import hashlib
import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import moto

PACKAGE = Path(__file__).parents[2] / "awslab"
TABLE = PACKAGE / "cloud" / "moto_internals.py"
ROOMS = (PACKAGE / "cloud", PACKAGE / "sandbox" / "child")

_HEAD = '''\
"""The parts of moto that the sandbox touches beyond its public interface, and what they looked like at the time.

moto promises nothing about them. A test compares this table with the sources of the sandbox and with the moto that is
installed: a part that changed is looked at, the parity rows are run (`make parity-moto-next`), and then the table is
written anew by `python -m tests.cloud.moto_pins`.
"""

from __future__ import annotations

from collections.abc import Mapping

MOTO = "{version}"
"""The version that the fingerprints are of."""

TOUCHED: Mapping[str, str] = {{
{lines}
}}
"""A module, class or function of moto → the beginning of its source's SHA-256. The files that touch it import it by
name, or reach it as the backend of a service (`moto.<service>.models`)."""
'''


def touched() -> list[str]:
    """Dotted names of what the sandbox's sources import of moto, or reach by `get_backend`; sorted."""
    found = {name for room in ROOMS for file in room.rglob("*.py") if file != TABLE for name in _touched_by(file)}
    return sorted(found)


def fingerprint(name: str) -> str:
    """The beginning of the SHA-256 of a part's source, or of a constant's type; `gone` when there is no such part."""
    try:
        part = _part(name)
    except (ImportError, AttributeError):
        return "gone"
    try:
        source = inspect.getsource(part)
    except (TypeError, OSError):
        source = f"{type(part).__module__}.{type(part).__qualname__}"
    return hashlib.sha256(source.encode()).hexdigest()[:12]


def table() -> str:
    """The text of the module `moto_internals`."""
    lines = "\n".join(f'    "{name}": "{fingerprint(name)}",' for name in touched())
    return _HEAD.format(version=moto.__version__, lines=lines)


def _touched_by(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "moto":
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.partition(".")[0] == "moto")
        elif isinstance(node, ast.Call) and _is_get_backend(node.func):
            yield from (_models(str(each.value)) for each in node.args[:1] if isinstance(each, ast.Constant))


def _is_get_backend(function: ast.expr) -> bool:
    return isinstance(function, ast.Name) and function.id == "get_backend"


def _models(service: str) -> str:
    return f"moto.{ {'lambda': 'awslambda'}.get(service, service) }.models"


def _part(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        module, _, attribute = name.rpartition(".")
        return getattr(importlib.import_module(module), attribute)


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
