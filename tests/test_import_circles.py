"""No module of awslab imports itself by way of others, but for the TUI's navigator; imports for types count too."""

from __future__ import annotations

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

import grimp
import pytest

_NAVIGATOR = frozenset({"awslab.tui.app", "awslab.tui.commands", "awslab.tui.opening"})
_SCREENS = "awslab.tui.screens."


def is_allowed(importer: str, imported: str) -> bool:
    """Whether an import may close a circle: screens and the TUI's navigator know each other by design."""
    return all(name in _NAVIGATOR or name.startswith(_SCREENS) for name in (importer, imported))


def circle_in(imports: Mapping[str, frozenset[str]]) -> list[str]:
    """Return one circle, its first module again at the end; empty when there is none."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        return circle
    return []


def test_a_circle_is_found() -> None:
    assert circle_in({"a": frozenset({"b"}), "b": frozenset({"c"}), "c": frozenset({"a"}), "d": frozenset({"a"})})
    assert circle_in({"a": frozenset({"b", "c"}), "b": frozenset({"c"}), "c": frozenset()}) == []


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = grimp.build_graph("awslab", cache_dir=None)
    imports = {
        module: frozenset(
            name for name in graph.find_modules_directly_imported_by(module) if not is_allowed(module, name)
        )
        for module in graph.modules
    }
    circle = circle_in(imports)
    if circle:
        pytest.fail(" → ".join(circle))
