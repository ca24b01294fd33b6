"""What questions say of botocore's service models, and where the installed models say otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from awslab import paths
from awslab.authoring.placed_calls import question_path
from awslab.content.document import Document
from awslab.content.library import Library
from awslab.content.model.proof import ModelReference, comparisons
from awslab.content.problem import Problem
from awslab.sandbox.process import ModelClaim, SandboxHost


class PlacedClaim(NamedTuple):
    """A model reference and where it stands."""

    file: Path
    question: str
    number: int
    """Which of the question's references."""
    claim: ModelClaim


def placed_claims(library: Library) -> Iterator[PlacedClaim]:
    """Yield every model reference of every question."""
    for file, question in library.questions_with_files():
        for index, reference in enumerate(question.model):
            yield PlacedClaim(file, question.id, index, _claim(reference))


class ModelReport(NamedTuple):
    """How many references were compared with the installed models, and what is wrong."""

    references: int
    problems: tuple[Problem, ...]


def models_of(library: Library, question_ids: Collection[str]) -> ModelReport:
    """Compare the references of these questions with the installed models, on a host of its own."""
    claims = [placed for placed in placed_claims(library) if placed.question in question_ids]
    if not claims:
        return ModelReport(0, ())
    with SandboxHost.start(log=paths.sandbox_log(), services=("s3",)) as host:
        return ModelReport(len(claims), tuple(model_problems(host, claims)))


def model_problems(host: SandboxHost, claims: Sequence[PlacedClaim]) -> Iterator[Problem]:
    """Yield what the installed models say otherwise, at its place; the host is asked."""
    documents: dict[Path, Document] = {}
    for answer in host.vet_models([placed.claim for placed in claims]):
        file, question_id, index, _ = claims[answer.index]
        if file not in documents:
            documents[file] = Document(file, file.read_text("utf-8-sig"))
        document = documents[file]
        path = (*question_path(document, question_id), "model", index, *answer.path)
        yield Problem(str(file), *document.position(path), f"model of {question_id}: {answer.sentence}")


def _claim(reference: ModelReference) -> ModelClaim:
    return ModelClaim(
        service=reference.service,
        operation=reference.operation,
        member=reference.member or reference.answer,
        is_answer=bool(reference.answer),
        comparisons=comparisons(reference),
        absent=reference.absent,
    )
