"""`awslab exam`: mock exams and their results."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from awslab.cli.completing import complete_exam
from awslab.cli.exams import current_exams_hint, refuse_unusable_exam
from awslab.cli.opening import LOCAL_ZONE, in_terminal, now, open_library, open_store, print_json, warn_about_content
from awslab.errors import UsageError

if TYPE_CHECKING:
    import datetime as dt

    from awslab.content.library import Library
    from awslab.exam.planning import ExamRequest

_RESULTS = "results"


@click.command()
@click.argument("words", nargs=-1, metavar="CODE | results [CODE]", shell_complete=complete_exam)
@click.option("--questions", "-n", "count", type=click.IntRange(min=1), help="A short form with so many questions.")
@click.option("--domain", "-d", "domains", multiple=True, help="Only this domain, such as 2; may be repeated.")
@click.option("--only-unseen", is_flag=True, help="Only questions you have not seen.")
@click.option("--minutes", "-m", type=click.IntRange(min=1), help="Your own time limit.")
@click.option("--fewer", is_flag=True, help="Begin even when the bank has fewer questions than that.")
@click.option("--new", "is_new", is_flag=True, help="Give up the sitting that is open and begin another.")
@click.option("--seed", type=int, help="Draw the same questions in the same order every time.")
@click.option("--plain", is_flag=True, help="Plain text: for pipes and screen readers.")
@click.option("--json", "as_json", is_flag=True, help="The result as one JSON object; the questions go to stderr.")
@click.pass_context
def exam(
    ctx: click.Context,
    words: tuple[str, ...],
    count: int | None,
    domains: tuple[str, ...],
    only_unseen: bool,
    minutes: int | None,
    fewer: bool,
    is_new: bool,
    seed: int | None,
    plain: bool,
    as_json: bool,
) -> None:
    """Sit a mock exam, or show the results of earlier ones. A sitting that was left or killed is continued.

    \b
    Examples:
      awslab exam dva-c03
      awslab exam dva-c03 --questions 20 --domain 2 --only-unseen
      awslab exam saa-c03 --plain
      awslab exam results dva-c03
    """
    from awslab.exam.planning import ExamRequest

    library = open_library(ctx.obj)
    if words and words[0].lower() == _RESULTS:
        _show_results(library, _known_code(library, words[1:]), as_json)
        return
    code = _known_code(library, words)
    if not code:
        raise UsageError("Which exam? No code is named.", current_exams_hint(library, _today()))
    refuse_unusable_exam(library, code, _today())
    request = ExamRequest(count, frozenset(domains), only_unseen, minutes)
    ctx.exit(_sit(library, code, request, seed=seed, is_new=is_new, fewer=fewer, plain=plain, as_json=as_json))


def _sit(
    library: Library,
    code: str,
    request: ExamRequest,
    *,
    seed: int | None,
    is_new: bool,
    fewer: bool,
    plain: bool,
    as_json: bool,
) -> int:
    """Sit the exam and return the exit status; in a terminal the interface says what --fewer and --new say here."""
    if not (plain or as_json or fewer or is_new) and in_terminal():
        from awslab.cli.interface import open_exam
        from awslab.exam.planning import refuse_unknown_domains

        refuse_unknown_domains(library.exam(code), request.domains)
        return open_exam(library, code, request, seed)
    from awslab.cli.exam_sitting import PlainSitting

    warn_about_content(library)
    with open_store() as store:
        return PlainSitting(store, library, as_json=as_json).sit(code, request, seed=seed, is_new=is_new, fewer=fewer)


def _known_code(library: Library, codes: tuple[str, ...]) -> str:
    """Return the exam code in capitals; empty when there is none. Raises UsageError."""
    if len(codes) > 1:
        raise UsageError(f"“{codes[1]}” is one word too many.", "Name one exam: awslab exam dva-c03.")
    code = codes[0].upper() if codes else ""
    if code and code not in {known_exam.code for known_exam in library.exams}:
        raise UsageError(f"There is no exam “{code}”.", current_exams_hint(library, _today()))
    return code


def _today() -> dt.date:
    from awslab.quiz.schedule import local_day

    return local_day(now(), LOCAL_ZONE)


def _show_results(library: Library, code: str, as_json: bool) -> None:
    from awslab.cli.exam_results import print_results
    from awslab.progress.exam_reports import all_reports

    with open_store() as store:
        reports = all_reports(store, library, code or None)
    if as_json:
        print_json({"sittings": [sitting_report.as_json() for sitting_report in reports]})
    else:
        print_results(reports, library)
