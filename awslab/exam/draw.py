"""Which questions a mock exam asks: by domain weight, spread over tasks and skills, some of them not scored (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from awslab.content.model import Exam
from awslab.exam.blueprint import TYPES, by_weight, domain_counts

if TYPE_CHECKING:
    import random

    from awslab.content.library import Entry


@dataclass(frozen=True, slots=True)
class Item:
    """A question of a drawn exam."""

    question: str
    """Its id."""
    domain: str
    """The id of the domain that it was drawn for; a question may serve several."""
    task: str
    """The id of the task that it was drawn for."""
    is_scored: bool
    """Whether it counts; the learner is not told before the end."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions that an exam should have and the bank has not."""

    domain: str
    missing: int


@dataclass(frozen=True, slots=True)
class Draw:
    """The questions of one mock exam in the order in which they are asked."""

    items: tuple[Item, ...]
    gaps: tuple[Gap, ...]
    """Domains with fewer questions in the bank than their weight asks for; empty when the draw is complete."""


def draw(
    exam: Exam,
    entries: Iterable[Entry],
    *,
    count: int,
    rng: random.Random,
    domains: frozenset[str] = frozenset(),
    excluded: Collection[str] = frozenset(),
) -> Draw:
    """Draw `count` questions of an exam by domain weight, without those whose ids are excluded.

    Within a domain the tasks take turns, and within a task the skills do, so that a draw covers what the bank has. As
    many are not scored as in the exam, in proportion: 15 of 65. A domain with too few questions gives all it has; the
    draw is then shorter, and says where.
    """
    picks: list[tuple[str, str, str]] = []
    gaps: list[Gap] = []
    used_ids: set[str] = set(excluded)
    tasks = _entries_by_task(exam, entries)
    for domain, share in domain_counts(exam, count, domains).items():
        pools = {task: list(pool) for (owner, task), pool in tasks.items() if owner == domain}
        domain_picks = _picks(pools, share, used_ids, rng)
        picks += [(question, domain, task) for question, task in domain_picks]
        if len(domain_picks) < share:
            gaps.append(Gap(domain, share - len(domain_picks)))
    unscored = _unscored(picks, exam, rng)
    items = [Item(question, domain, task, question not in unscored) for question, domain, task in picks]
    rng.shuffle(items)
    return Draw(tuple(items), tuple(gaps))


def uncovered_tasks(exam: Exam, entries: Iterable[Entry]) -> dict[str, int]:
    """The tasks of an exam for which the bank has no question, each with the weight in percent of its domain's share
    (the guide weighs domains only: a domain's weight is split evenly among its tasks)."""
    tasks = _entries_by_task(exam, entries)
    return {
        task.id: round(domain.weight / len(domain.tasks))
        for domain in exam.domains
        for task in domain.tasks
        if not tasks.get((domain.id, task.id))
    }


def _entries_by_task(exam: Exam, entries: Iterable[Entry]) -> dict[tuple[str, str], list[Entry]]:
    domains = {task.id: domain.id for domain in exam.domains for task in domain.tasks}
    tasks: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.type in TYPES:
            for reference in entry.exams:
                code, _, task = reference.partition("/")
                if code == exam.code and task in domains:
                    tasks[domains[task], task].append(entry)
    return dict(tasks)


def _picks(pools: dict[str, list[Entry]], share: int, used_ids: set[str], rng: random.Random) -> list[tuple[str, str]]:
    """Question and task, at most `share` of them; the ids are added to `used_ids`."""
    queues = {task: _by_skill_in_turns(pool, rng) for task, pool in sorted(pools.items())}
    picks: list[tuple[str, str]] = []
    while len(picks) < share and queues:
        order = list(queues)
        rng.shuffle(order)
        for task in order:
            question = next((entry.id for entry in queues[task] if entry.id not in used_ids), None)
            if question is None:
                del queues[task]
            elif len(picks) < share:
                used_ids.add(question)
                picks.append((question, task))
    return picks


def _by_skill_in_turns(pool: Sequence[Entry], rng: random.Random) -> list[Entry]:
    """The entries of a task in random order, but so that each skill comes once before one comes twice."""
    by_skill: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(pool, key=lambda entry: entry.id):
        by_skill[entry.skill].append(entry)
    ordered_entries: list[tuple[int, float, Entry]] = []
    for entries in by_skill.values():
        rng.shuffle(entries)
        ordered_entries += [(rank, rng.random(), entry) for rank, entry in enumerate(entries)]
    return [entry for *_, entry in sorted(ordered_entries, key=lambda place: place[:2])]


def _unscored(picks: Sequence[tuple[str, str, str]], exam: Exam, rng: random.Random) -> frozenset[str]:
    """The questions that do not count: the exam's proportion, spread over the domains as the questions are."""
    number = round(len(picks) * exam.unscored / (exam.scored + exam.unscored))
    by_domain: defaultdict[str, list[str]] = defaultdict(list)
    for question, domain, _ in picks:
        by_domain[domain].append(question)
    if not by_domain:
        return frozenset()
    shares = by_weight({domain: len(questions) for domain, questions in by_domain.items()}, number)
    return frozenset(question for domain, share in shares.items() for question in rng.sample(by_domain[domain], share))
