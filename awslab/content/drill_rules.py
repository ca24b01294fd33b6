"""What a drill must hold beyond its form: a generator that exists, and sound questions for some seeds."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from awslab.content.drawing import drawn_question
from awslab.content.model import Drill, SingleQuestion
from awslab.content.question_rules import Finding, question_findings
from awslab.drills.catalogue import names, parameter_names

SEEDS = range(20)
"""The seeds that are tried when the file is read."""


def drill_findings(drill: Drill) -> Iterator[Finding]:
    """Yield every rule that the drill breaks; of the seeds only the first that gives an unsound question."""
    if drill.generator not in names():
        yield Finding(("generator",), f"“{drill.generator}” is no generator; {_hint(drill.generator)}")
        return
    parameters = parameter_names(drill.generator)
    unknown_names = [name for name in drill.parameters if name not in parameters]
    for name in unknown_names:
        has = f"it has {', '.join(parameters)}" if parameters else "it has none"
        yield Finding(("parameters", name), f"“{name}” is no parameter of the generator “{drill.generator}”; {has}")
    if not unknown_names:
        yield from next(filter(None, (list(_findings_for(drill, seed)) for seed in SEEDS)), [])


def _findings_for(drill: Drill, seed: int) -> Iterator[Finding]:
    at = ("parameters",) if drill.parameters else ("generator",)
    try:
        question = drawn_question(drill, seed)
    except ValueError as error:
        yield Finding(at, f"the generator “{drill.generator}” draws no question (seed {seed}): {error}")
        return
    for finding in question_findings(question):
        yield Finding(at, f"the question for seed {seed} is unsound: {finding.sentence}")
    if isinstance(question, SingleQuestion):
        texts = [option.text for option in question.options]
        if len(set(texts)) < len(texts):
            yield Finding(at, f"two options of the question for seed {seed} have the same text")


def _hint(name: str) -> str:
    close = difflib.get_close_matches(name, names(), n=1)
    return f"did you mean “{close[0]}”?" if close else f"there are {', '.join(names())}"
