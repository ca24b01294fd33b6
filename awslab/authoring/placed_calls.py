"""The calls of labs and proofs with the places where they stand, and what boto3 would not accept of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from awslab.content.document import Document
from awslab.content.library import Library
from awslab.content.model import Call, Check, Claim, Lab, Proof
from awslab.content.problem import Problem
from awslab.sandbox.process import SandboxHost, VetCall

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class PlacedCall:
    """A call of a lab or a proof, and where its parts stand."""

    file: Path
    place: str
    """Where the call stands, as an author says it: step 2, call 3."""
    operation: str
    operation_at: Place
    parameters: dict[str, Any]
    parameters_at: Place
    is_whole: bool = True
    """Whether the parameters are a whole request; those of a `trail` check are only part of one."""
    question: str = ""
    """The id of the question that the places are below; empty for a lab's."""


def calls_of_labs(library: Library) -> Iterator[PlacedCall]:
    """Yield the calls of every lab."""
    for entry in library.labs:
        yield from _calls_of_lab(library.lab(entry.id), entry.folder / "lab.yaml")


def calls_of_proofs(library: Library) -> Iterator[PlacedCall]:
    """Yield the calls of every question's proof."""
    for file, question in library.questions_with_files():
        if question.proof is not None:
            yield from _calls_of_proof(question.proof, file, question.id)


def call_problems(host: SandboxHost, calls: Sequence[PlacedCall]) -> Iterator[Problem]:
    """Yield the operations and parameters that boto3 does not have, at their places."""
    documents: dict[Path, Document] = {}
    for answer in host.vet([_vet_call(call) for call in calls]):
        call = calls[answer.index]
        if call.file not in documents:
            documents[call.file] = Document(call.file, call.file.read_text("utf-8-sig"))
        yield _problem(documents[call.file], call, answer.path, answer.sentence)


def question_path(document: Document, question_id: str) -> Place:
    """Return where the question of that id stands in its file."""
    ids = [question.get("id") if isinstance(question, dict) else None for question in document.data["questions"]]
    return ("questions", ids.index(question_id))


def _vet_call(call: PlacedCall) -> VetCall:
    service, operation = call.operation.split(".")
    return VetCall(service, operation, call.parameters, partial=not call.is_whole)


def _calls_of_lab(lab: Lab, file: Path) -> Iterator[PlacedCall]:
    yield from _sequence(file, "given", ("given",), lab.given)
    for number, step in enumerate(lab.steps):
        place = f"step {number + 1}"
        yield from _sequence(file, place, ("steps", number, "after"), step.after)
        for index, check in enumerate(step.checks):
            yield from _calls_of_claim(file, f"{place}, check {check.id}", ("steps", number, "checks", index), check)


def _calls_of_proof(proof: Proof, file: Path, question_id: str) -> Iterator[PlacedCall]:
    place = f"proof of {question_id}"
    yield from _sequence(file, place, ("proof", "given"), proof.given, question_id)
    for index, showing in enumerate(proof.shows):
        at = ("proof", "shows", index)
        yield from _calls_of_claim(file, f"{place}, claim {index + 1}", at, showing, question_id)


def _calls_of_claim(file: Path, place: str, at: Place, claim: Claim, question_id: str = "") -> Iterator[PlacedCall]:
    yield from _sequence(file, place, (*at, "after"), claim.after, question_id)
    trail = claim.trail if isinstance(claim, Check) else None
    for kind, operation in (("call", claim.call), ("trail", trail)):
        if operation is not None:
            parameters_at = (*at, "with")
            yield PlacedCall(
                file, place, operation, (*at, kind), claim.with_, parameters_at, kind == "call", question_id
            )


def _sequence(file: Path, place: str, at: Place, calls: Sequence[Call], question_id: str = "") -> Iterator[PlacedCall]:
    """Yield calls that are made one after another."""
    for index, call in enumerate(calls):
        yield PlacedCall(
            file=file,
            place=f"{place}, call {index + 1}",
            operation=call.call,
            operation_at=(*at, index, "call"),
            parameters=call.with_,
            parameters_at=(*at, index, "with"),
            question=question_id,
        )


def _problem(document: Document, call: PlacedCall, path: Place, sentence: str) -> Problem:
    root = question_path(document, call.question) if call.question else ()
    if path:
        at = document.key_position((*root, *call.parameters_at, *path))
    else:
        at = document.position((*root, *call.operation_at))
    return Problem(str(call.file), *at, f"{call.place} ({call.operation}): {sentence}")
