"""Checking content: everything the library finds, and what boto3 says about the labs' calls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from awslab import paths
from awslab.content.document import Document
from awslab.content.library import Library, source_files
from awslab.content.model import Call, Lab
from awslab.content.problem import Problem
from awslab.errors import UsageError
from awslab.paths import Pack
from awslab.sandbox.process import SandboxHost, VetCall


@dataclass(frozen=True, slots=True)
class Lint:
    """What was looked at, and what is wrong."""

    files: int
    problems: tuple[Problem, ...]


def lint(extra_packs: Sequence[Path], where: Sequence[Path], *, ask_boto3: bool = True) -> Lint:
    """Check the packs. `where` limits the report to these files and folders; folders that are packs are checked too.

    Raises UsageError when a place in `where` holds no content.
    """
    named = [each.resolve() for each in where]
    own = [each for each in named if (each / "content").is_dir() or (each / "labs").is_dir()]
    packs = paths.packs([*extra_packs, *own])
    shipped = packs[0]
    packs = tuple(dict.fromkeys(Pack(pack.root) for pack in packs))
    library = Library.open(packs, paths.cache_dir())
    files = [path for _, path in source_files(packs)]
    found = [*library.problems, *(_refused_calls(library) if ask_boto3 else ())]
    roots = named or [shipped.root, *(pack.root for pack in packs[1:])]
    for root in roots:
        if not any(file.is_relative_to(root) for file in files):
            raise UsageError(
                f"{root} holds no content of a pack.", "Name a pack, or files below its content/ or labs/."
            )
    return Lint(
        sum(any(file.is_relative_to(root) for root in roots) for file in files),
        tuple(sorted({each for each in found if any(Path(each.file).is_relative_to(root) for root in roots)})),
    )


@dataclass(frozen=True, slots=True)
class _PlacedCall:
    """A call of a lab, and where its parts stand in lab.yaml."""

    file: Path
    operation: str
    operation_at: tuple[str | int, ...]
    parameters: dict[str, Any]
    parameters_at: tuple[str | int, ...]
    is_whole: bool
    """Whether the parameters are a whole request; those of a `trail` check are only part of one."""


def _refused_calls(library: Library) -> list[Problem]:
    """Operations and parameters that boto3 does not have, asked in a sandbox process."""
    calls = [call for entry in library.labs for call in _calls(library.lab(entry.id), entry.folder / "lab.yaml")]
    if not calls:
        return []
    services = sorted({call.operation.partition(".")[0] for call in calls})
    with SandboxHost.start(log=paths.sandbox_log(), services=services) as host:
        answers = host.vet([_vet_call(call) for call in calls])
    return [_problem(calls[answer.index], answer.path, answer.sentence) for answer in answers]


def _vet_call(call: _PlacedCall) -> VetCall:
    service, operation = call.operation.split(".")
    return VetCall(service, operation, call.parameters, partial=not call.is_whole)


def _calls(lab: Lab, file: Path) -> Iterator[_PlacedCall]:
    yield from _made(file, ("given",), lab.given)
    for number, step in enumerate(lab.steps):
        yield from _made(file, ("steps", number, "after"), step.after)
        for index, check in enumerate(step.checks):
            at = ("steps", number, "checks", index)
            yield from _made(file, (*at, "after"), check.after)
            for kind in ("call", "trail"):
                operation = getattr(check, kind)
                if operation is not None:
                    whole = kind == "call"
                    yield _PlacedCall(file, operation, (*at, kind), check.with_, (*at, "with"), whole)


def _made(file: Path, at: tuple[str | int, ...], calls: Sequence[Call]) -> Iterator[_PlacedCall]:
    for index, call in enumerate(calls):
        yield _PlacedCall(file, call.call, (*at, index, "call"), call.with_, (*at, index, "with"), True)


def _problem(call: _PlacedCall, path: Sequence[str | int], sentence: str) -> Problem:
    document = Document(call.file, call.file.read_text("utf-8-sig"))
    if path:
        return Problem(str(call.file), *document.key_position((*call.parameters_at, *path)), sentence)
    return Problem(str(call.file), *document.position(call.operation_at), sentence)
