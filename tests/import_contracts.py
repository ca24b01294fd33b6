"""Import contracts of our own for import-linter: rooms that import each other along a written list, and façades."""

from __future__ import annotations

import re
from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class RoomsContract(Contract):
    """The packages below `root` are rooms; one imports another only where `allowed` says so.

    Every direct import counts, also one within a function. An entry of `allowed` that nothing needs breaks the contract
    too, so that the list stays true.
    """

    root = fields.StringField()
    shared = fields.SetField(subfield=fields.StringField())
    """Rooms that everyone may import and that may import rooms: the gateway puts them together."""
    allowed = fields.SetField(subfield=fields.StringField(), required=False)
    """`importer -> imported`, by the names of rooms."""

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Compare the imports between rooms with the list."""
        root, shared, allowed = str(self.root), _texts(self.shared), _texts(self.allowed)
        pairs: dict[str, list[str]] = {}
        for importer, imported in _imports(graph, root):
            rooms = (_room(importer, root), _room(imported, root))
            if rooms[0] != rooms[1] and not shared & set(rooms):
                pairs.setdefault(" -> ".join(rooms), []).append(f"{importer} imports {imported}")
        broken = {pair: places for pair, places in pairs.items() if pair not in allowed}
        idle = sorted(allowed - set(pairs))
        return ContractCheck(kept=not broken and not idle, metadata={"broken": broken, "idle": idle})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name every import that the list has not, and every entry that no import needs."""
        for pair, places in check.metadata["broken"].items():
            output.print_error(f"{pair} is not in the list:")
            for place in places:
                output.print_error(f"  {place}", bold=False)
        for pair in check.metadata["idle"]:
            output.print_error(f"{pair} is in the list, but nothing imports so")


class FacadesContract(Contract):
    """Only modules whose names fit `facades` import `library`."""

    library = fields.StringField()
    within = fields.StringField()
    """The package whose modules are looked at."""
    facades = fields.StringField()
    """A regular expression for the whole dotted name of a module that may."""

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Find the modules that import the library and are no façade."""
        library, within, facades = str(self.library), str(self.within), re.compile(str(self.facades))
        if library not in graph.modules:
            return ContractCheck(kept=True)
        importers = graph.find_modules_that_directly_import(library)
        broken = sorted(name for name in importers if name.startswith(f"{within}.") and facades.fullmatch(name) is None)
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name the modules."""
        for module in check.metadata["broken"]:
            output.print_error(f"{module} imports {self.library} and is no façade", bold=False)


def _texts(value: Any) -> set[str]:
    """The entries of a field, which import-linter's types describe as the field itself."""
    return {str(entry) for entry in value or ()}


def _imports(graph: ImportGraph, root: str) -> list[tuple[str, str]]:
    modules = sorted(module for module in graph.modules if module.startswith(f"{root}."))
    imports: list[tuple[str, str]] = []
    for importer in modules:
        imported: Any = graph.find_modules_directly_imported_by(importer)
        imports += [(importer, name) for name in sorted(imported) if name.startswith(f"{root}.")]
    return imports


def _room(module: str, root: str) -> str:
    return module.removeprefix(f"{root}.").partition(".")[0]
