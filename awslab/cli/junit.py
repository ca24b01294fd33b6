"""A lab's report as JUnit XML, the form that CI systems read."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from awslab.lab.verdict import Outcome, Report


def write_junit(file: Path, report: Report, seconds: float) -> None:
    """Write one test case for each check; a check that could not be judged is an error, one that waits is skipped."""
    suite = ElementTree.Element("testsuite", name=report.lab, time=f"{seconds:.3f}")
    for verdict in report.verdicts:
        case = ElementTree.SubElement(
            suite,
            "testcase",
            classname=f"{report.lab}.{verdict.step}",
            name=verdict.check,
            time=f"{verdict.seconds:.3f}",
        )
        tag = {Outcome.FAILED: "failure", Outcome.ERRORED: "error", Outcome.WAITING: "skipped"}.get(verdict.outcome)
        if tag is not None:
            ElementTree.SubElement(case, tag, message=verdict.rationale).text = verdict.help
    outcomes = [verdict.outcome for verdict in report.verdicts]
    suite.set("tests", str(len(outcomes)))
    suite.set("failures", str(outcomes.count(Outcome.FAILED)))
    suite.set("errors", str(outcomes.count(Outcome.ERRORED)))
    suite.set("skipped", str(outcomes.count(Outcome.WAITING)))
    root = ElementTree.Element("testsuites")
    root.append(suite)
    ElementTree.indent(root)
    ElementTree.ElementTree(root).write(file, encoding="utf-8", xml_declaration=True)
