"""`python -m benchmarks [NAME ...] [--rounds N] [--json]`: measure, and print a table. It fails only when it cannot."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from awslab.sandbox.process import SandboxHost
from benchmarks.calls import api_calls, warm_invocation
from benchmarks.concurrency import invocations_at_once
from benchmarks.figures import Figure, table
from benchmarks.labs import judged_lab
from benchmarks.peers import peers
from benchmarks.policies import policy_decisions
from benchmarks.sandboxes import fresh_sandbox
from benchmarks.starting import commands, screens
from benchmarks.traces import packet_traces

_STARTS: dict[str, Callable[[int, Path], list[Figure]]] = {
    "screens": screens,
    "commands": commands,
    "policies": policy_decisions,
}
_ON_A_WARM_HOST: dict[str, Callable[[SandboxHost, int, Path], list[Figure]]] = {
    "sandbox": fresh_sandbox,
    "lab": judged_lab,
    "calls": api_calls,
    "lambda": warm_invocation,
    "concurrency": invocations_at_once,
    "traces": packet_traces,
    "peers": peers,
}
NAMES = (*_STARTS, *_ON_A_WARM_HOST)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what was named, everything by default."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], metavar="NAME", help=f"of: {', '.join(NAMES)}")
    parser.add_argument("--rounds", type=int, default=11, help="samples of each kind (default 11)")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of the table")
    options = parser.parse_args(arguments)
    figures = list(measure(options.names or NAMES, options.rounds))
    if options.json:
        say(json.dumps({"rounds": options.rounds, "figures": [figure.to_json() for figure in figures]}, indent=2))
    else:
        say(table(figures))


def measure(names: Sequence[str], rounds: int) -> Iterator[Figure]:
    """The figures of these benchmarks. What starts comes first: a host that loads beside it would disturb it."""
    with tempfile.TemporaryDirectory(prefix="awslab-benchmarks-") as folder:
        home = Path(folder)
        for name in _STARTS:
            if name in names:
                yield from _STARTS[name](rounds, home)
        if any(name in names for name in _ON_A_WARM_HOST):
            yield from _on_a_warm_host(names, rounds, home)


def _on_a_warm_host(names: Sequence[str], rounds: int, home: Path) -> Iterator[Figure]:
    with SandboxHost.start(log=home / "host.log") as host:
        host.wait_until_warm(120)
        for name, benchmark in _ON_A_WARM_HOST.items():
            if name in names:
                yield from benchmark(host, rounds, home)


def say(text: str) -> None:
    """Print on stdout."""
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    main()
