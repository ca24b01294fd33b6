"""The proof of questions in fresh sandboxes, several at once: each thing that a proof shows must be seen."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from awslab.content.model import Question
from awslab.errors import AwslabError
from awslab.lab.proof import services_of
from awslab.sandbox.process import SandboxHost
from awslab.sandbox.proving import ShownVerdict, prove_question


@dataclass(frozen=True, slots=True)
class QuestionProof:
    """Whether a question's key was seen to be right."""

    question: str
    claims: int
    """How many things the proof shows."""
    seconds: float
    problems: tuple[str, ...]
    """What was not seen, a sentence each."""

    @property
    def holds(self) -> bool:
        """Whether the key is proven."""
        return not self.problems

    def to_json(self) -> dict[str, Any]:
        """Return the proof as `awslab content test --questions --json` prints it."""
        return {**asdict(self), "problems": list(self.problems), "proven": self.holds}


def prove_questions(questions: Sequence[Question], *, jobs: int | None, log_folder: Path) -> Iterator[QuestionProof]:
    """Prove the questions that have a proof, several at once; the results come in the order of the questions."""
    provable = [question for question in questions if question.proof is not None]
    services = sorted({name for question in provable if question.proof for name in services_of(question.proof)})
    if not provable:
        return
    with (
        SandboxHost.start(log=log_folder / "prove.log", services=services) as host,
        ThreadPoolExecutor(jobs or os.cpu_count() or 1, thread_name_prefix="prove") as pool,
    ):
        yield from pool.map(lambda question: _prove(host, question), provable)


def _prove(host: SandboxHost, question: Question) -> QuestionProof:
    start = time.monotonic()
    assert question.proof is not None
    try:
        problems = tuple(_problems(prove_question(host, question)))
    except AwslabError as error:
        problems = (str(error),)
    return QuestionProof(question.id, len(question.proof.shows), round(time.monotonic() - start, 3), problems)


def _problems(verdicts: Sequence[ShownVerdict]) -> Iterator[str]:
    for number, shown in enumerate(verdicts, start=1):
        if not shown.verdict.passed:
            option = f" ({shown.showing.option})" if shown.showing.option else ""
            outcome = f"{shown.verdict.outcome.value}: {shown.verdict.rationale}"
            yield f"claim {number}{option} “{shown.verdict.says}” {outcome}"
