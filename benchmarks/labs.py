"""How long the judgement of a lab takes, against the test that one would write for it with moto's decorator."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

from awslab import paths
from awslab.content.library import LabEntry, Library
from awslab.content.model import Lab
from awslab.lab.values import draw_variables, environment_variables
from awslab.sandbox.attempt import LabAttempt
from awslab.sandbox.process import SandboxHost
from awslab.sandbox.workspace import working_folder
from benchmarks.figures import Figure, ratio
from benchmarks.launching import clean_environment, run_to_end
from benchmarks.rounds import Seconds, interleave

_LAB = "s3-lambda-trigger"
_TEST = Path(__file__).parent / "programs" / "lab_under_pytest.py"
_MOTO_KEYS = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": "us-east-1",
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",  # this environment's plugins would only slow the baseline down
}


def judged_lab(host: SandboxHost, rounds: int, home: Path) -> list[Figure]:
    """Run the solution in a fresh sandbox and judge it, against pytest on the same solution."""
    library = Library.open(paths.packs(), home / "cache")
    lab, entry = library.lab(_LAB), library.lab_entry(_LAB)
    times = interleave([lambda: _judge(host, lab, entry), lambda: _under_pytest(lab, entry, home)], rounds)
    title = f"{_LAB}, solution run and judged"
    return [
        ratio(title, "the same under pytest with mock_aws", times, "judged", "pytest", 1 / 4),
        ratio(f"{_LAB}, solution run only", "the same under pytest with mock_aws", times, "run", "pytest", None),
    ]


def _judge(host: SandboxHost, lab: Lab, entry: LabEntry) -> Seconds:
    """All that `awslab lab check` does with a warm host; the first moment is the end of the script."""
    script = entry.folder / lab.solution
    start = time.perf_counter()
    with working_folder(None, entry, script) as folder, host.open() as sandbox:
        attempt = LabAttempt(lab, sandbox, draw_variables(lab, random.Random(1)))
        attempt.prepare()
        result = attempt.run(script, workspace=folder).wait()
        run = time.perf_counter() - start
        report = attempt.report(attempt.judge().wait())
    if not report.passed:
        raise RuntimeError(f"the solution of {_LAB} does not pass; it ended with {result.exit}: {result.output}")
    return {"run": run, "judged": time.perf_counter() - start}


def _under_pytest(lab: Lab, entry: LabEntry, home: Path) -> Seconds:
    script = entry.folder / lab.solution
    values = environment_variables(draw_variables(lab, random.Random(1)))
    environment = clean_environment(home) | _MOTO_KEYS | values | {"SOLUTION": str(script)}
    with working_folder(None, entry, script) as folder:
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--rootdir={folder}"]
        return {"pytest": run_to_end([*command, "-c", "/dev/null", str(_TEST)], environment, folder)}
