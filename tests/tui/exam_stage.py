"""What the tests of mock exams share: a bank of questions, a clock that the test turns on, a sitting."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from textual.pilot import Pilot

from awslab.exam.planning import ExamRequest
from awslab.exam.sitting import Answered, Certainty, Flagged, Moved, Struck
from awslab.progress.store import ProgressStore
from awslab.quiz.answers import ChoiceAnswer
from awslab.tui.app import AwslabApp
from awslab.tui.screens.exam import ExamScreen
from awslab.tui.services import StartExam
from awslab.tui.study import Study
from tests.tui.stage import NOW, PACK, services_for, settle

CODE = "DVA-C03"
SOURCE = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html"
SKILLS = ("s3.versioning", "s3.naming", "lambda.configuration", "lambda.invocation")
TASKS = {
    "1.1": "Develop code",
    "1.2": "Use data stores",
    "2.1": "Authentication and authorization",
    "2.2": "Encryption",
}


class Stopwatch:
    """A monotonic clock that a test turns on."""

    def __init__(self) -> None:
        self.seconds = 500.0

    def __call__(self) -> float:
        return self.seconds


def _question(number: int) -> dict[str, Any]:
    is_multiple = number % 4 == 3
    wrong = {"every": "Every version is kept and billed", "refused": "The call is refused with status 403"}
    options = [
        {"id": "marker", "text": "A delete marker is added", "correct": True, "why": "The versions stay."},
        {"id": "hidden", "text": "A plain read finds nothing", "correct": is_multiple, "why": "The marker hides it."},
        *({"id": id_, "text": text, "why": "The call succeeds and keeps them."} for id_, text in wrong.items()),
    ]
    return {
        "id": f"s3-sample-{number}",
        "type": "multiple" if is_multiple else "single",
        "level": 2,
        "skill": SKILLS[number % 4],
        "exams": [f"{CODE}/{list(TASKS)[number % 4]}"],
        "stem": f"A team of {number + 2} deletes an object in a bucket that keeps **every version** of an object, "
        "without naming a version id. What happens to the object, with the least operational effort?",
        "options": options,
        "explanation": "Removing the delete marker brings the object back.",
        "sources": [SOURCE],
        "checked": "2026-11",
    }


def _exams() -> dict[str, Any]:
    domains = [
        {
            "id": domain,
            "title": title,
            "weight": weight,
            "tasks": [{"id": id_, "title": name} for id_, name in TASKS.items() if id_.startswith(domain)],
        }
        for domain, title, weight in (("1", "Development with AWS Services", 60), ("2", "Security", 40))
    ]
    exam = yaml.safe_load((PACK / "content" / "exams.yaml").read_text())["exams"][0]
    return {"exams": [exam | {"domains": domains}]}


def exam_pack(folder: Path, count: int = 160) -> Path:
    """Write a pack with so many questions for the exam, once for the tests of a run, and return its folder."""
    pack = folder.parent / f"exam-pack-{count}"
    if not pack.exists():
        shutil.copytree(PACK, pack)
        questions = {"questions": [_question(number) for number in range(count)]}
        (pack / "content" / "s3" / "questions.yaml").write_text(yaml.safe_dump(questions, sort_keys=False))
        (pack / "content" / "exams.yaml").write_text(yaml.safe_dump(_exams(), sort_keys=False))
    return pack


def exam_app(
    folder: Path,
    *,
    store: ProgressStore | None = None,
    stopwatch: Stopwatch | None = None,
    request: ExamRequest | None = None,
    count: int = 160,
) -> AwslabApp:
    """The app, begun before a mock exam."""
    services = services_for(folder, store=store, pack=exam_pack(folder, count))
    services = replace(services, monotonic=stopwatch or Stopwatch())
    return AwslabApp(services, StartExam(CODE, request, seed=7))


def half_sat(folder: Path, stopwatch: Stopwatch) -> ProgressStore:
    """A progress file with an open sitting: seven questions were answered, some flagged, and the eighth is shown."""
    store = ProgressStore.open(":memory:")
    services = replace(services_for(folder, store=store, pack=exam_pack(folder)), monotonic=stopwatch)
    study = Study(services, services.open_library(), store)
    live = study.begin_exam(study.plan_exam(CODE, ExamRequest(), seed=7))
    for place in range(8):
        presentation = live.paper.presentation(place)
        assert presentation is not None
        answer = ChoiceAnswer(frozenset(("marker", "hidden")[: presentation.choose] if place % 3 else ("every",)))
        certainty = (None, *Certainty)[place % 4]
        for event in (Moved(place), Answered(place, answer, certainty), Flagged(place, is_flagged=place % 2 == 1)):
            live.apply(event, NOW)
        stopwatch.seconds += 80
    live.apply(Struck(7, "refused", is_struck=True), NOW)
    return store


async def resume(pilot: Pilot[Any]) -> ExamScreen:
    """Continue the open sitting."""
    await settle(pilot)
    await pilot.press("c")
    await settle(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, ExamScreen)
    return screen


async def begin(pilot: Pilot[Any]) -> ExamScreen:
    """Begin the exam that the start page shows."""
    await settle(pilot)
    await pilot.press("b")
    await settle(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, ExamScreen)
    return screen


def letter(screen: ExamScreen, option: str) -> str:
    """The label of an option of the question that is shown."""
    presentation = screen.live.paper.presentation(screen.live.state.current)
    assert presentation is not None
    return presentation.option_labels()[option]


def key_letters(screen: ExamScreen) -> list[str]:
    """The labels that answer the question that is shown rightly."""
    presentation = screen.live.paper.presentation(screen.live.state.current)
    assert presentation is not None
    return [letter(screen, option) for option in ("marker", "hidden")[: presentation.choose]]
