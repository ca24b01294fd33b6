"""A small exam and a bank for it."""

from __future__ import annotations

from awslab.content.library import Entry
from awslab.content.model import Domain, Exam, Task

SOURCE = "https://docs.aws.amazon.com/aws-certification/latest/x/x.html"


def exam(*weights: int, tasks: int = 2, scored: int = 50, unscored: int = 15) -> Exam:
    """An exam `TST-C01` with a domain for each weight."""
    domains = tuple(
        Domain(
            id=str(number),
            title=f"Domain {number}",
            weight=weight,
            tasks=tuple(Task(id=f"{number}.{task}", title="A task") for task in range(1, tasks + 1)),
        )
        for number, weight in enumerate(weights, start=1)
    )
    return Exam(
        code="TST-C01",
        title="Test",
        scored=scored,
        unscored=unscored,
        minutes=130,
        passing=720,
        source=SOURCE,
        domains=domains,
    )


def bank(sample: Exam, per_task: int, kind: str = "single", skills: int = 3) -> list[Entry]:
    """So many questions for each task of an exam."""
    return [
        Entry(f"q-{task.id}-{number}", "t", f"t.s{number % skills}", kind, 2, (f"{sample.code}/{task.id}",))
        for domain in sample.domains
        for task in domain.tasks
        for number in range(per_task)
    ]
