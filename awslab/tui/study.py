"""A learner at work: the library, the progress file, and the quizzes begun on them. Nothing here draws."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from awslab.tui.services import Services

if TYPE_CHECKING:
    from awslab.content.library import Library
    from awslab.exam.planning import ExamRequest, Plan
    from awslab.progress.exam_reports import SittingReport
    from awslab.progress.exams import SittingRecord
    from awslab.progress.live_sitting import LiveSitting
    from awslab.progress.statistics import Statistics
    from awslab.progress.store import ProgressStore
    from awslab.quiz.outcome import GradedAnswer
    from awslab.quiz.schedule import CardState
    from awslab.quiz.selection import QuizRequest
    from awslab.quiz.session import QuizSession


class Study:
    """What every screen works on."""

    def __init__(self, services: Services, library: Library, store: ProgressStore, *, keeps: bool = True) -> None:
        self.services = services
        self.library = library
        self.store = store
        self.keeps = keeps
        """False while the progress file cannot be used and everything is forgotten at the end."""

    def statistics(self) -> Statistics:
        """Return the learner's numbers now; reads the progress file."""
        from awslab.progress.statistics import gather

        return gather(self.store, self.library.entries, now=self.services.now(), zone=self.services.zone)

    def begin_quiz(self, request: QuizRequest, seed: int | None = None) -> Quiz:
        """Return a quiz of questions chosen now; it may have none."""
        from awslab.quiz.selection import choose

        quiz_seed = self.services.seed() if seed is None else seed
        now, zone = self.services.now(), self.services.zone
        ids = choose(self.library.entries, request, seed=quiz_seed, cards=self.store.cards(), now=now, zone=zone)
        return Quiz(self, ids, quiz_seed, request.as_json())

    def repeat(self, ids: Sequence[str], figures_seed: int | None = None) -> Quiz:
        """Return a quiz of these questions; drills have the figures that they have in a quiz of `figures_seed`."""
        request: dict[str, Any] = {"questions": list(ids)}
        if figures_seed is not None:
            request["figures_seed"] = str(figures_seed)
        return Quiz(self, ids, self.services.seed(), request, figures_seed)

    def plan_exam(self, code: str, request: ExamRequest, seed: int | None = None) -> Plan:
        """Draw a mock exam; reads the progress file. Raises UsageError for a domain that the exam has not."""
        import random

        from awslab.exam.planning import plan

        drawn_seed = self.services.seed() if seed is None else seed
        exam, seen_ids = self.library.exam(code), self.store.exams.seen_questions()
        rng = random.Random(drawn_seed)
        return plan(exam, self.library.entries, request, seed=drawn_seed, rng=rng, seen=seen_ids)

    def begin_exam(self, plan: Plan) -> LiveSitting:
        """Begin a sitting of a planned exam; the open one of that exam is given up. Raises ProgressError."""
        return self.live_sitting(self.store.exams.begin(plan, self.services.now()))

    def live_sitting(self, record: SittingRecord) -> LiveSitting:
        """Return a sitting that continues where it stood."""
        from awslab.progress.live_sitting import LiveSitting

        return LiveSitting(self.store, record, load=self.library.question, monotonic=self.services.monotonic)

    def exam_reports(self, code: str | None = None) -> tuple[SittingReport, ...]:
        """Return the results of the mock exams of one exam or of all, oldest first. Raises ProgressError."""
        from awslab.progress.exam_reports import all_reports

        return all_reports(self.store, self.library, code)

    def skill_says(self, skill: str) -> str:
        """Return what a learner with that skill can do; the skill's id when the library does not know it."""
        skill_record = self.library.skills.get(skill)
        return skill_record.can if skill_record else skill

    def topic_title(self, topic: str) -> str:
        """Return the topic's title; its id when the library does not know it."""
        return next((entry.title for entry in self.library.topics if entry.id == topic), topic)


class Quiz:
    """A session, and its place in the progress file."""

    def __init__(
        self, study: Study, ids: Sequence[str], seed: int, request: dict[str, Any], figures_seed: int | None = None
    ) -> None:
        from awslab.progress.quiz_recorder import QuizRecorder
        from awslab.quiz.session import QuizSession

        self._study = study
        self._recorder = QuizRecorder(study.store, seed=seed, selection=request)
        self.session: QuizSession = QuizSession(
            ids, load=study.library.question, seed=seed, record=self.record, figures_seed=figures_seed
        )

    def record(self, graded_answer: GradedAnswer) -> CardState:
        """Record an answer and return the new state of its card; the session does not change. Raises ProgressError."""
        return self._recorder.record(graded_answer)

    def end(self) -> None:
        """Record when the quiz ended; without effect when nothing was answered. Raises ProgressError."""
        self._recorder.end(self._study.services.now())


def open_study(services: Services) -> Study:
    """Open the library and the progress file. Raises ProgressError when the latter cannot be used."""
    return Study(services, services.open_library(), services.open_store())


def open_forgetful_study(services: Services) -> Study:
    """Return a study that saves nothing, for a learner without a usable progress file."""
    from awslab.progress.store import ProgressStore

    return Study(services, services.open_library(), ProgressStore.open(":memory:"), keeps=False)
