"""Ask the sandbox every row of the parity table.

python -m tests.parity              write docs/parity.md anew
python -m tests.parity --compare    print the rows that the page tells otherwise (after an upgrade of moto)
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from awslab.sandbox.process import SandboxHost
from tests.conftest import client_of
from tests.parity.document import PAGE, line, page
from tests.parity.rows import Answer, Aws, Row, observe, rows


def main() -> int:
    """0, or 1 when --compare found a difference."""
    parser = argparse.ArgumentParser(prog="python -m tests.parity", description=__doc__.partition("\n")[0])
    parser.add_argument("--compare", action="store_true", help="print what docs/parity.md tells otherwise")
    compare = parser.parse_args().compare
    found = rows()
    answers = observed(found)
    if not compare:
        PAGE.write_text(page(found, answers), encoding="utf-8")
        print(f"{len(found)} rows in {PAGE}")  # noqa: T201 - a command of the developers
        return 0
    known = set(PAGE.read_text(encoding="utf-8").splitlines())
    different = [told for row in found if (told := line(row, answers[row.id])) not in known]
    print("\n".join(different) or "Every row is answered as docs/parity.md says.")  # noqa: T201
    return int(bool(different))


def observed(found: list[Row]) -> dict[str, Answer]:
    """What a sandbox of its own answers to each row; a preparation that fails is told as the answer."""
    answers = {}
    with tempfile.TemporaryDirectory() as folder, SandboxHost.start(log=Path(folder) / "host.log") as host:
        for row in found:
            with host.open() as sandbox:
                try:
                    answers[row.id] = observe(row.prepare(Aws(client_of(sandbox), sandbox.region)))
                except Exception as error:  # noqa: BLE001 - whatever an unknown moto does to the preparation belongs into the table
                    answers[row.id] = Answer("(not prepared)", f"{type(error).__name__}: {error}", 0)
    return answers


if __name__ == "__main__":
    sys.exit(main())
