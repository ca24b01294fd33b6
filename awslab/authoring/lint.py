"""The check of content: everything the library finds, and what boto3 says about the labs' calls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from awslab import paths
from awslab.authoring.bank import bank_report
from awslab.content.document import Document
from awslab.content.library import Library, source_files
from awslab.content.model import Call, Check, Lab
from awslab.content.problem import Problem
from awslab.errors import UsageError
from awslab.paths import Pack
from awslab.sandbox.process import SandboxHost, VetCall


@dataclass(frozen=True, slots=True)
class Lint:
    """What was looked at, and what is wrong."""

    files: int
    problems: tuple[Problem, ...]
    warnings: tuple[str, ...] = ()
    """What gives keys away in the questions of these files, taken together; a sentence each."""


def lint(extra_packs: Sequence[Path], places: Sequence[Path], *, ask_boto3: bool = True) -> Lint:
    """Check the packs. `places` limits the report to these files and folders; those that are packs are checked too.

    Raises UsageError when one of the places holds no content.
    """
    resolved_places = [place.resolve() for place in places]
    new_packs = [place for place in resolved_places if (place / "content").is_dir() or (place / "labs").is_dir()]
    packs = tuple(dict.fromkeys(Pack(pack.root) for pack in paths.packs([*extra_packs, *new_packs])))
    library = Library.open(packs, paths.cache_dir())
    files = [path for _, path in source_files(packs)]
    problems = [*library.problems, *(_refused_calls(library) if ask_boto3 else ())]
    roots = resolved_places or [pack.root for pack in packs]
    for root in roots:
        if not any(file.is_relative_to(root) for file in files):
            raise UsageError(
                f"{root} holds no content of a pack.", "Name a pack, or files below its content/ or labs/."
            )

    def is_below(file: str | Path) -> bool:
        return any(Path(file).is_relative_to(root) for root in roots)

    questions = [question for file, question in library.questions_with_files() if is_below(file)]
    return Lint(
        files=sum(is_below(file) for file in files),
        problems=tuple(sorted({problem for problem in problems if is_below(problem.file)})),
        warnings=tuple(bank_report(questions).warnings),
    )


@dataclass(frozen=True, slots=True)
class _PlacedCall:
    """A call of a lab, and where its parts stand in lab.yaml."""

    file: Path
    place: str
    """Where the call stands, as an author says it: step 2, call 3."""
    operation: str
    operation_at: tuple[str | int, ...]
    parameters: dict[str, Any]
    parameters_at: tuple[str | int, ...]
    is_whole: bool
    """Whether the parameters are a whole request; those of a `trail` check are only part of one."""


def _refused_calls(library: Library) -> list[Problem]:
    """Return the operations and parameters of the labs that boto3 does not have; a sandbox process is asked."""
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
    yield from _sequence(file, "given", ("given",), lab.given)
    for number, step in enumerate(lab.steps):
        place = f"step {number + 1}"
        yield from _sequence(file, place, ("steps", number, "after"), step.after)
        for index, check in enumerate(step.checks):
            yield from _calls_of_check(file, f"{place}, check {check.id}", ("steps", number, "checks", index), check)


def _calls_of_check(file: Path, place: str, at: tuple[str | int, ...], check: Check) -> Iterator[_PlacedCall]:
    yield from _sequence(file, place, (*at, "after"), check.after)
    for kind in ("call", "trail"):
        operation = getattr(check, kind)
        if operation is not None:
            yield _PlacedCall(file, place, operation, (*at, kind), check.with_, (*at, "with"), kind == "call")


def _sequence(file: Path, place: str, at: tuple[str | int, ...], calls: Sequence[Call]) -> Iterator[_PlacedCall]:
    """Yield calls that are made one after another."""
    for index, call in enumerate(calls):
        number = f"{place}, call {index + 1}"
        yield _PlacedCall(file, number, call.call, (*at, index, "call"), call.with_, (*at, index, "with"), True)


def _problem(call: _PlacedCall, path: Sequence[str | int], sentence: str) -> Problem:
    document = Document(call.file, call.file.read_text("utf-8-sig"))
    at = document.key_position((*call.parameters_at, *path)) if path else document.position(call.operation_at)
    return Problem(str(call.file), *at, f"{call.place} ({call.operation}): {sentence}")
