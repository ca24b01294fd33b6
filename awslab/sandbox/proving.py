"""The proof of one question's key: its calls in a fresh sandbox, and a verdict for each thing that it shows."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from awslab.content.model import Question, Showing
from awslab.lab.proof import proof_lab, showing_number
from awslab.lab.values import draw_variables
from awslab.lab.verdict import Verdict
from awslab.sandbox.attempt import LabAttempt
from awslab.sandbox.process import SandboxHost


@dataclass(frozen=True, slots=True)
class ShownVerdict:
    """What a proof shows, and whether it was seen."""

    showing: Showing
    """With the option that it is about, if it names one."""
    verdict: Verdict


def prove_question(
    host: SandboxHost, question: Question, *, on_verdict: Callable[[ShownVerdict], None] | None = None
) -> list[ShownVerdict]:
    """Run the question's proof in a sandbox of its own and return the verdicts, in the order of `shows`.

    `on_verdict` gets each as it falls, on the thread that reads from the host. A question without proof has no
    verdicts. Raises SandboxError when a `given` call is refused: the proof is wrong then.
    """
    proof = question.proof
    if proof is None:
        return []

    def shown(verdict: Verdict) -> ShownVerdict:
        return ShownVerdict(proof.shows[showing_number(verdict)], verdict)

    def tell(verdict: Verdict) -> None:
        if on_verdict is not None:
            on_verdict(shown(verdict))

    with host.open(enforce_iam=proof.enforce_iam) as sandbox:
        lab = proof_lab(question, proof)
        # the same values each time: a proof that holds once must hold again
        attempt = LabAttempt(lab, sandbox, draw_variables(lab, random.Random(question.id)))
        attempt.prepare()
        return [shown(verdict) for verdict in attempt.judge(on_verdict=tell).wait()]
