"""`docs/parity.md`, written from the rows and from what the sandbox answered to them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path

from tests.parity.recordings import SERVICES, Share, shares
from tests.parity.rows import WORKS, Answer, Row

PAGE = Path(__file__).parents[2] / "docs" / "parity.md"
NOT_DONE = Path(__file__).with_name("not_done.md")
"""Rows of the list that the sandbox does not have, and why; by hand."""
LONGEST = 160
"""Characters of an answer that the page shows."""

_AREAS = {
    "api_gateway": "API Gateway: REST APIs",
    "api_gateway_v2": "API Gateway: HTTP APIs",
    "autoscaling": "Auto Scaling",
    "ec2": "EC2, VPC, security groups",
    "ecr": "ECS and ECR",
    "ecs": "ECS and ECR",
    "elbv2": "Elastic Load Balancing",
    "events": "EventBridge",
    "logs": "CloudWatch Logs",
    "iam": "IAM and STS",
    "lambda": "Lambda",
    "s3": "S3",
    "sns": "SNS",
    "sqs": "SQS",
}
_RECORDED_AREAS = {"apigateway": "api_gateway"}
_PASSING = re.compile(
    r"\b[0-9a-f]{8,17}\b|[0-9a-f]{8}-[0-9a-f-]{27}|\b[a-z0-9]{10}\b(?=[^ ]*amazonaws)|127\.0\.0\.1:\d+|\b\d{13,}\b"
)
"""What an answer has of its moment: ids, times, ports."""

_HEAD = """\
# What AWS answers, and what the sandbox answers

Written by `make parity` from the rows in `tests/parity`; every row is a test. "AWS" is the error code that AWS
answers, or *(works)* for a call that must go through; "evidence" is the page, or the recording of the real service,
that says so. Ids in answers are left out.
"""


def page(rows: Sequence[Row], answers: Mapping[str, Answer]) -> str:
    """The whole page; `answers` by the rows' ids."""
    ordered = sorted(rows, key=_area)
    parts = [_HEAD, _counts(ordered), _recorded_table(shares(_by_service(rows, answers), named_steps(rows)))]
    for area, group in groupby(ordered, key=_area):
        parts.append(f"## {area}\n\n{_table(list(group), answers)}")
    parts.append(NOT_DONE.read_text(encoding="utf-8"))
    return "\n".join(part.rstrip() + "\n" for part in parts)


def named_steps(rows: Sequence[Row]) -> set[str]:
    """The steps of the recordings that rows say they are of: `test#step`."""
    return {row.source.rpartition(" ")[2] for row in rows if row.source.startswith("recorded from AWS")}


def line(row: Row, answer: Answer) -> str:
    """A row of the page's tables."""
    said = f"{answer.code}: {answer.message}" if answer.code else WORKS
    shown = _PASSING.sub("…", " ".join(said.split()))
    shown = shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1]}…"
    return f"| {row.id} | {_plain(row.call)} | {row.aws} | {_plain(shown)} | {_plain(row.source)} |"


def _area(row: Row) -> str:
    known = [area for area in _AREAS if row.area == area or row.area.startswith(f"{area}_")]
    return _AREAS[max(known, key=len)] if known else row.area


def _counts(rows: Sequence[Row]) -> str:
    works = sum(row.aws == WORKS for row in rows)
    return f"{len(rows)} rows: {len(rows) - works} calls that AWS refuses, {works} that it takes.\n"


def _table(rows: Sequence[Row], answers: Mapping[str, Answer]) -> str:
    head = "| id | call | AWS | the sandbox | evidence |\n|---|---|---|---|---|"
    return "\n".join([head, *(line(row, answers[row.id]) for row in rows)]) + "\n"


def _by_service(rows: Sequence[Row], answers: Mapping[str, Answer]) -> dict[str, list[Answer]]:
    found: dict[str, list[Answer]] = {service: [] for service in SERVICES}
    for row in rows:
        for service in SERVICES:
            area = _RECORDED_AREAS.get(service, service)
            if row.area == area or (row.area.startswith(f"{area}_") and not row.area.startswith(f"{area}_v2")):
                found[service].append(answers[row.id])
    return found


def _recorded_table(found: Sequence[Share]) -> str:
    lines = [
        "## Against recordings of the real services\n",
        "Error answers recorded from AWS, one a wording (`tests/parity/recorded.tsv`), and how many of them some row",
        "below gives with the same code and the same words but for names. A request that the recording does not tell,",
        "or that needs what the sandbox has not, cannot be rebuilt.\n",
        "| service | recorded | can be rebuilt | given | share | the others |",
        "|---|---|---|---|---|---|",
    ]
    for each in found:
        why = ", ".join(f"{reason} ({count})" for reason, count in each.why_not.most_common())
        share = f"{100 * each.given / each.rebuildable:.0f} %" if each.rebuildable else "-"
        lines.append(
            f"| {SERVICES[each.service]} | {each.recorded} | {each.rebuildable} | {each.given} | {share} | {why} |"
        )
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
