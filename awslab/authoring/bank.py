"""How a bank of questions stands towards giveaways: the statistics of single and multiple questions, and warnings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from awslab.authoring.cues import DESCRIPTIONS, choices
from awslab.authoring.giveaways import CueStatistic, cue_statistics
from awslab.authoring.guesser import GuessResult, guess
from awslab.content.model import Question


class BankReport(NamedTuple):
    """What cues tell about the keys of a bank."""

    counts: dict[str, int]
    """Questions and parts of cases by type, `single` or `multiple`."""
    statistics: dict[str, list[CueStatistic]]
    """The statistics of the cues: of `single` questions, `multiple` questions, and `both`."""
    guesser: GuessResult

    def to_json(self) -> dict[str, Any]:
        """Return the `giveaways` key of `awslab content stats --json`."""
        cues = {kind: [statistic.to_json() for statistic in rows] for kind, rows in self.statistics.items()}
        return {"questions": self.counts, "cues": cues, "guesser": self.guesser.to_json(), "warnings": self.warnings}

    @property
    def warnings(self) -> list[str]:
        """What gives keys away, a sentence each; empty when nothing does."""
        return [*self._cue_warnings(), *self._guesser_warnings()]

    def _cue_warnings(self) -> Iterator[str]:
        for kind, rows in self.statistics.items():
            for row in rows:
                if row.is_giveaway:
                    questions = "single and multiple" if kind == "both" else kind
                    yield (
                        f"{DESCRIPTIONS[row.cue]}: right {row.right:.1f} of {row.options:.0f} times in {questions} "
                        f"questions, by chance {row.expected:.1f} (p = {row.p:.3f})"
                    )

    def _guesser_warnings(self) -> Iterator[str]:
        if self.guesser.is_giveaway:
            yield (
                f"a guesser that only looks at such cues is right in {self.guesser.accuracy:.1%} of its choices, "
                f"by chance {self.guesser.chance:.1%}"
            )


def bank_report(questions: Iterable[Question]) -> BankReport:
    """Return the statistics of the questions; those that are neither single nor multiple have none."""
    bank = list(choices(questions))
    counts = Counter(choice.type for choice in bank)
    return BankReport({kind: counts[kind] for kind in ("single", "multiple")}, cue_statistics(bank), guess(bank))
