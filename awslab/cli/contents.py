"""`awslab content`: check, test, stats, schema."""

from __future__ import annotations

import json
from pathlib import Path

import click

from awslab.cli.completing import complete_lab
from awslab.cli.opening import open_library, print_json, warn_about_content

_CONTENT_STATUS = 3


@click.group()
def content() -> None:
    """Check, prove and count the content: for those who write it."""


@content.command()
@click.argument("where", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--no-calls", is_flag=True, help="Do not ask boto3 about the labs' calls (faster).")
@click.pass_obj
def check(extra_packs: tuple[Path, ...], where: tuple[Path, ...], as_json: bool, no_calls: bool) -> None:
    """Report every problem in the content as file:line:column.

    WHERE limits the report to files below these folders, or names packs to check instead of the shipped one.

    \b
    Examples:
      awslab content check
      awslab content check content/lambda
      awslab content check ~/my-pack
    """
    from awslab.authoring.lint import lint

    findings = lint(extra_packs, where, ask_boto3=not no_calls)
    if as_json:
        problems = [
            {"file": p.file, "line": p.line, "column": p.column, "problem": p.sentence} for p in findings.problems
        ]
        print_json({"files": findings.files, "problems": problems, "warnings": list(findings.warnings)})
    else:
        for problem in findings.problems:
            click.echo(_relative(problem.file) + str(problem).removeprefix(problem.file))
        count = len(findings.problems)
        click.echo(f"{findings.files} files, {count or 'no'} problem{'s' * (count != 1)}.", err=True)
        for warning in findings.warnings:
            click.echo(f"Warning, keys may be guessed: {warning}", err=True)
    click.get_current_context().exit(_CONTENT_STATUS if findings.problems else 0)


@content.command()
@click.argument("names", nargs=-1, metavar="[LABS]...", shell_complete=complete_lab)
@click.option("--questions", is_flag=True, help="Prove the keys of questions; the names are topics or questions.")
@click.option("--jobs", "-j", type=click.IntRange(min=1), help="Proofs at once; the number of cores by default.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def test(
    extra_packs: tuple[Path, ...], names: tuple[str, ...], questions: bool, jobs: int | None, as_json: bool
) -> None:
    """Prove LABS (all by default): nothing passes before the work, the solution passes, each mistake fails as said.

    With --questions: run the proofs of questions, each in a fresh sandbox, and compare their references with the
    service models of the installed botocore.

    \b
    Examples:
      awslab content test
      awslab content test s3-lambda-trigger
      awslab content test --questions
      awslab content test --questions s3
    """
    from awslab.cli.content_proofs import prove_labs_aloud, prove_questions_aloud

    library = open_library(extra_packs)
    prove = prove_questions_aloud if questions else prove_labs_aloud
    holds = prove(library, names, jobs=jobs, as_json=as_json)
    click.get_current_context().exit(0 if holds else _CONTENT_STATUS)


@content.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def stats(extra_packs: tuple[Path, ...], as_json: bool) -> None:
    """Count questions and labs, compare them with the exam guides, and look for cues that give keys away."""
    from awslab.authoring.stats import count
    from awslab.authoring.stats_text import stats_lines

    library = open_library(extra_packs)
    warn_about_content(library)
    statistics = count(library)
    if as_json:
        print_json(statistics)
        return
    for line in stats_lines(statistics):
        click.echo(line)


@content.command()
@click.argument("kind", required=False, type=click.Choice(["questions", "drills", "topics", "exams", "lab"]))
@click.option("--write", type=click.Path(path_type=Path, file_okay=False), help="Write each schema into this folder.")
def schema(kind: str | None, write: Path | None) -> None:
    """Print the JSON Schema of KIND, or one object with all of them.

    \b
    Examples:
      awslab content schema lab
      awslab content schema --write content/schemas
    """
    from awslab.authoring.schema import schemas

    json_schemas = schemas()
    if write is not None:
        write.mkdir(parents=True, exist_ok=True)
        for name, json_schema in json_schemas.items():
            (write / f"{name}.json").write_text(json.dumps(json_schema, indent=2) + "\n", "utf-8")
        click.echo(f"Wrote {len(json_schemas)} schemas to {write}.", err=True)
        return
    click.echo(json.dumps(json_schemas[kind] if kind else json_schemas, indent=2))


def _relative(file: str) -> str:
    try:
        return str(Path(file).relative_to(Path.cwd()))
    except ValueError:
        return file
