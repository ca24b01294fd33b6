"""The content records, as written in YAML and as the rest of awslab sees them.

Labs and proofs are loaded when one is wanted: a quiz starts without them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from awslab.content.model.base import Record
from awslab.content.model.drill import Drill
from awslab.content.model.question import (
    QUESTION_TYPES,
    CaseQuestion,
    MatchChoice,
    MatchingPart,
    MatchingQuestion,
    Misconception,
    MultiplePart,
    MultipleQuestion,
    NumberMisconception,
    NumberPart,
    NumberQuestion,
    Option,
    OrderingPart,
    OrderingQuestion,
    OrderItem,
    Part,
    PartHead,
    Prompt,
    Question,
    QuestionHead,
    ShortPart,
    ShortQuestion,
    SinglePart,
    SingleQuestion,
)
from awslab.content.model.topic import Domain, Exam, ExamsFile, Notes, Section, Skill, Task, Topic, TopicsFile

if TYPE_CHECKING:
    from awslab.content.model.claim import (
        COMPARISONS,
        KINDS,
        UNSET,
        Call,
        Claim,
        Expectation,
        Permission,
        Reach,
    )
    from awslab.content.model.lab import Change, Check, Lab, Mistake, Step
    from awslab.content.model.proof import ModelReference, Proof, Showing

_LATER = {
    **dict.fromkeys(
        ("COMPARISONS", "KINDS", "UNSET", "Call", "Claim", "Expectation", "Permission", "Reach"),
        "claim",
    ),
    **dict.fromkeys(("Change", "Check", "Lab", "Mistake", "Step"), "lab"),
    **dict.fromkeys(("ModelReference", "Proof", "Showing"), "proof"),
}
"""Where the names are that are loaded at their first use."""


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__} has no attribute {name}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)


__all__ = [
    "COMPARISONS",
    "KINDS",
    "QUESTION_TYPES",
    "UNSET",
    "Call",
    "CaseQuestion",
    "Change",
    "Check",
    "Claim",
    "Domain",
    "Drill",
    "Exam",
    "ExamsFile",
    "Expectation",
    "Lab",
    "MatchChoice",
    "MatchingPart",
    "MatchingQuestion",
    "Misconception",
    "Mistake",
    "ModelReference",
    "MultiplePart",
    "MultipleQuestion",
    "Notes",
    "NumberMisconception",
    "NumberPart",
    "NumberQuestion",
    "Option",
    "OrderItem",
    "OrderingPart",
    "OrderingQuestion",
    "Part",
    "PartHead",
    "Permission",
    "Prompt",
    "Proof",
    "Question",
    "QuestionHead",
    "Reach",
    "Record",
    "Section",
    "ShortPart",
    "ShortQuestion",
    "Showing",
    "SinglePart",
    "SingleQuestion",
    "Skill",
    "Step",
    "Task",
    "Topic",
    "TopicsFile",
]
