"""The counts of `awslab content stats` as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from awslab.authoring.cues import DESCRIPTIONS

_TABLES = {
    "by_topic": "Questions by topic",
    "by_type": "Questions by type",
    "by_level": "Questions by level",
    "by_exam": "Questions by exam",
}


def stats_lines(counts: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines that the command prints; `counts` is what `stats.count` returns."""
    questions, labs = counts["questions"], counts["labs"]
    drills = f"{questions['drills']} of them drills"
    yield f"{questions['total']} questions ({drills}), {labs['total']} labs with {labs['checks']} checks."
    yield f"{questions['with_proof']} questions with a proof, {questions['with_model']} with references to models."
    for key, title in _TABLES.items():
        yield from _table(title, questions[key])
    yield from _skills(questions)
    for exam in counts["exams"]:
        yield from _exam(exam)
    yield from _table("Checks by kind", labs["by_kind"])
    yield from _giveaways(counts["giveaways"])


def _table(title: str, numbers: Mapping[str, int]) -> Iterator[str]:
    yield from ("", f"{title}:")
    yield from (f"  {name:<18} {number:>5}" for name, number in numbers.items())


def _skills(questions: Mapping[str, Any]) -> Iterator[str]:
    yield from ("", f"{'Questions by skill:':<40} {'all':>5} {'level 1':>8} {'2':>4} {'3':>4}")
    for skill, number in questions["by_skill"].items():
        levels = questions["levels_by_skill"].get(skill, {})
        first, second, third = (levels.get(level, 0) for level in "123")
        yield f"  {skill:<38} {number:>5} {first:>8} {second:>4} {third:>4}"


def _exam(exam: Mapping[str, Any]) -> Iterator[str]:
    yield from ("", f"{exam['code']}, {exam['questions']} questions:")
    for domain in exam["domains"]:
        yield (
            f"  {domain['id']} {domain['title'][:44]:<44} {domain['questions']:>4} questions, "
            f"{domain['share']:>4.1f} % (the guide: {domain['weight']} %)"
        )
        tasks = ", ".join(f"{task}: {number}" for task, number in domain["by_task"].items())
        yield f"      {tasks}"


def _giveaways(giveaways: Mapping[str, Any]) -> Iterator[str]:
    counts = giveaways["questions"]
    yield from ("", f"Giveaways in {counts['single']} single and {counts['multiple']} multiple questions:")
    yield f"  {'':<10} {'cue':<24} {'options':>8} {'right':>7} {'by chance':>10} {'p':>7}"
    for kind, rows in giveaways["cues"].items():
        for row in rows:
            mark = "  <- gives keys away" if row["giveaway"] else ""
            yield (
                f"  {kind:<10} {DESCRIPTIONS[row['cue']]:<24} {row['options']:>8.0f} {row['right']:>7.1f} "
                f"{row['expected']:>10.1f} {row['p']:>7.3f}{mark}"
            )
    guesser = giveaways["guesser"]
    mark = "  <- gives keys away" if guesser["giveaway"] else ""
    yield (
        f"  A guesser that only looks at cues: {guesser['accuracy']:.1%} right, by chance {guesser['chance']:.1%} "
        f"(standard error {guesser['error']:.1%}){mark}"
    )
