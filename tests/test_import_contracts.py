"""The import contracts of our own break when they should."""

from __future__ import annotations

from grimp import ImportGraph
from importlinter import ContractCheck

from tests.import_contracts import FacadesContract, RoomsContract


def graph_of(*imports: tuple[str, str]) -> ImportGraph:
    """A graph of modules `house.<...>` that import each other, and of the library `moto`."""
    graph = ImportGraph()
    for importer, imported in imports:
        for module in (importer, imported):
            if module not in graph.modules:
                graph.add_module(module, is_squashed=module == "moto")
        graph.add_import(importer=importer, imported=imported)
    return graph


def rooms(graph: ImportGraph, *allowed: str) -> ContractCheck:
    """The verdict of the contract on rooms, with `gateway` shared."""
    options = {"root": "house", "shared": ["gateway"], "allowed": list(allowed)}
    return RoomsContract(name="rooms", session_options={}, contract_options=options).check(graph, verbose=False)


def facades(graph: ImportGraph) -> ContractCheck:
    """The verdict of the contract on façades, which are called `moto` or `moto_...`."""
    options = {"library": "moto", "within": "house", "facades": r".*\.moto(_\w+)?"}
    return FacadesContract(name="facades", session_options={}, contract_options=options).check(graph, verbose=False)


def test_rooms_may_import_themselves_and_what_is_shared() -> None:
    graph = graph_of(("house.s3.guards", "house.s3.state"), ("house.s3.guards", "house.gateway.guards"))

    assert rooms(graph).kept


def test_an_import_between_rooms_that_is_not_in_the_list_breaks_the_contract() -> None:
    graph = graph_of(("house.s3.guards", "house.ec2.state"))

    verdict = rooms(graph)
    assert not verdict.kept
    assert verdict.metadata["broken"] == {"s3 -> ec2": ["house.s3.guards imports house.ec2.state"]}
    assert rooms(graph, "s3 -> ec2").kept


def test_an_entry_that_nothing_needs_breaks_the_contract() -> None:
    graph = graph_of(("house.s3.guards", "house.s3.state"))

    assert rooms(graph, "s3 -> ec2").metadata["idle"] == ["s3 -> ec2"]
    assert not rooms(graph, "s3 -> ec2").kept


def test_only_facades_import_the_library() -> None:
    assert facades(graph_of(("house.s3.moto_buckets", "moto"))).kept
    verdict = facades(graph_of(("house.s3.guards", "moto"), ("house.s3.moto_buckets", "moto")))
    assert not verdict.kept
    assert verdict.metadata["broken"] == ["house.s3.guards"]
