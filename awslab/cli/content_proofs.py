"""`awslab content test`: the proofs of labs and of questions, said as they end."""

from __future__ import annotations

from collections.abc import Sequence

import click

from awslab import paths
from awslab.authoring.model_claims import models_of
from awslab.authoring.prove import prove_labs
from awslab.authoring.prove_questions import prove_questions
from awslab.cli.opening import print_json
from awslab.content.library import Library
from awslab.content.model import Question
from awslab.errors import NotFound


def prove_labs_aloud(library: Library, names: Sequence[str], *, jobs: int | None, as_json: bool) -> bool:
    """Prove the labs of these ids, all when there are none; print the result and return whether all hold."""
    entries = [library.lab_entry(name) for name in names] if names else list(library.labs)
    proofs = []
    for proof in prove_labs(library, entries, jobs=jobs, log_folder=paths.log_dir()):
        proofs.append(proof)
        if not as_json:
            _say(f"{proof.lab}: {_state(proof.holds)} ({proof.runs} runs, {proof.seconds:.1f} s)", proof.problems)
    proven = sum(proof.holds for proof in proofs)
    if as_json:
        print_json({"passed": proven == len(proofs), "labs": [proof.to_json() for proof in proofs]})
    else:
        click.echo(f"{proven} of {len(proofs)} labs proven.")
    return proven == len(proofs)


def prove_questions_aloud(library: Library, names: Sequence[str], *, jobs: int | None, as_json: bool) -> bool:
    """Prove the questions of these topics or ids, all when there are none, and check their model references.

    Prints the result and returns whether everything holds. Raises NotFound for a name that is neither.
    """
    questions = _questions(library, names)
    proofs = []
    for proof in prove_questions(questions, jobs=jobs, log_folder=paths.log_dir()):
        proofs.append(proof)
        if not as_json:
            _say(f"{proof.question}: {_state(proof.holds)} ({proof.seconds:.1f} s)", proof.problems)
    models = models_of(library, {question.id for question in questions})
    proven = sum(proof.holds for proof in proofs)
    holds = proven == len(proofs) and not models.problems
    if as_json:
        print_json(
            {
                "passed": holds,
                "questions": [proof.to_json() for proof in proofs],
                "models": {"references": models.references, "problems": [str(problem) for problem in models.problems]},
            }
        )
    else:
        _say(
            f"{proven} of {len(proofs)} questions proven; {models.references} references to service models, "
            f"{len(models.problems)} of them wrong.",
            [str(problem) for problem in models.problems],
        )
    return holds


def _questions(library: Library, names: Sequence[str]) -> list[Question]:
    topics = {topic.id for topic in library.topics}
    questions = list(library.questions())
    ids = {question.id for question in questions}
    for name in names:
        if name not in topics | ids:
            raise NotFound("topic or question", name, topics | ids)
    return [question for question in questions if not names or question.topic in names or question.id in names]


def _state(holds: bool) -> str:
    return click.style("proven", fg="green") if holds else click.style("NOT proven", fg="red")


def _say(line: str, problems: Sequence[str]) -> None:
    click.echo(line)
    for sentence in problems:
        click.echo(f"  {sentence}")
