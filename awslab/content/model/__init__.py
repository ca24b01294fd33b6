"""The content records, as written in YAML and as the rest of awslab sees them.

Labs are loaded when one is wanted: a quiz starts without them.
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
    from awslab.content.model.lab import (
        COMPARISONS,
        KINDS,
        UNSET,
        Call,
        Change,
        Check,
        Expectation,
        Lab,
        Mistake,
        Permission,
        Reach,
        Step,
    )

_LABS = frozenset(
    {
        "COMPARISONS",
        "KINDS",
        "UNSET",
        "Call",
        "Change",
        "Check",
        "Expectation",
        "Lab",
        "Mistake",
        "Permission",
        "Reach",
        "Step",
    }
)


def __getattr__(name: str) -> Any:
    if name not in _LABS:
        raise AttributeError(f"module {__name__} has no attribute {name}")
    from awslab.content.model import lab

    return getattr(lab, name)


__all__ = [
    "COMPARISONS",
    "KINDS",
    "QUESTION_TYPES",
    "UNSET",
    "Call",
    "CaseQuestion",
    "Change",
    "Check",
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
    "Question",
    "QuestionHead",
    "Reach",
    "Record",
    "Section",
    "ShortPart",
    "ShortQuestion",
    "SinglePart",
    "SingleQuestion",
    "Skill",
    "Step",
    "Task",
    "Topic",
    "TopicsFile",
]
