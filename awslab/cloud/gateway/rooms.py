"""The rooms of the house: a package with a module `service.py` is one, and what it holds is found, not listed.

The names of modules and packages inside a room say when they are loaded:

    guards        before the first call to any service (they watch calls of their own service only)
    answers, life before the first call to the service, or to one that its manifest says wakes it
    corrections   when moto's part of the service has been loaded
    edge          by the manifest's `edge`
"""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import awslab.cloud
from awslab.cloud.gateway.manifest import Service

MANIFEST = "service"
BEHAVIOUR = ("answers", "life")


@dataclass(frozen=True, slots=True)
class Room:
    """A service's package and its manifest."""

    package: str
    """Its dotted name: `awslab.cloud.api_gateway.rest`."""
    service: Service

    def modules(self, word: str) -> list[str]:
        """The dotted names of the modules that the room has under a word, in alphabetical order: `guards.py`, or every
        module below `guards/`."""
        name = f"{self.package}.{word}"
        return [name, *_modules_below(name)] if _exists(name) else []


@cache
def rooms(root: str = awslab.cloud.__name__) -> tuple[Room, ...]:
    """Every room below a package, in the order of the package names."""
    manifests = (name for name in _modules_below(root) if name.rpartition(".")[2] == MANIFEST)
    return tuple(Room(name.rpartition(".")[0], importlib.import_module(name).SERVICE) for name in sorted(manifests))


def room_of(service: str) -> Room | None:
    """The room of a service (boto3's name); None for a service without one."""
    return next((room for room in rooms() if room.service.name == service), None)


def rooms_for(service: str) -> tuple[Room, ...]:
    """The rooms that a call to a service (boto3's name) can need: its own, and those that the call wakes."""
    return tuple(room for room in rooms() if service == room.service.name or service in room.service.woken_by)


@cache
def manifest_of(service: str) -> Service:
    """The manifest of a service (boto3's name); an empty one for a service that has no room."""
    room = room_of(service)
    return room.service if room is not None else Service(service, service)


_AWAKE: set[str] = set()
_LOCK = threading.RLock()


def wake(service: str) -> None:
    """Load the answers and the life of the rooms that a call to a service can need; cheap when they are there."""
    if service in _AWAKE:
        return
    with _LOCK:
        for room in rooms_for(service):
            load(room, *BEHAVIOUR)
        _AWAKE.add(service)


def load(room: Room, *words: str) -> None:
    """Import what a room has under these words."""
    for word in words:
        for module in room.modules(word):
            importlib.import_module(module)


def load_guards() -> None:
    """Import the guards of every room."""
    for room in rooms():
        load(room, "guards")


def load_corrections() -> None:
    """Import the corrections of every room whose part of moto this process has loaded.

    A service of moto's loads those it builds on (ECS and load balancing load EC2), so this follows every load.
    """
    for room in rooms():
        if room.service.moto and f"moto.{room.service.moto}.models" in sys.modules:
            load(room, "corrections")


def _exists(name: str) -> bool:
    parent = importlib.import_module(name.rpartition(".")[0])
    leaf = name.rpartition(".")[2]
    return any((Path(path) / f"{leaf}.py").exists() or (Path(path) / leaf).is_dir() for path in parent.__path__)


def _modules_below(name: str) -> Iterator[str]:
    spec = importlib.util.find_spec(name)
    places = list(spec.submodule_search_locations or ()) if spec is not None else []
    for module in sorted(pkgutil.walk_packages(places, f"{name}."), key=lambda module: module.name):
        yield module.name
