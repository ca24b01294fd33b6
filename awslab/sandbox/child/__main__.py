"""`python -m awslab.sandbox.child --parent=PID [SERVICE...]`: the sandbox host, started by `process.py`."""

from __future__ import annotations

import logging
import os
import pwd
import signal
import sys
import tempfile
from pathlib import Path

from awslab.sandbox.child import preload
from awslab.sandbox.child.confine import adopt_orphans, die_with_parent
from awslab.sandbox.child.host import Host


def main() -> None:
    """Be a sandbox host on standard input and output until the parent is gone."""
    parent = int(sys.argv[1].partition("=")[2])
    services = sys.argv[2:]
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # a host with a second thread could not fork; where there is no signal, the closed pipe tells it
    die_with_parent(parent, signal.SIGTERM, watch=False)
    adopt_orphans()
    logging.basicConfig(format="%(asctime)s %(process)d %(name)s %(levelname)s %(message)s")
    commands, events = os.dup(0), os.dup(1)
    _detach()
    home = _own_home()
    os.environ.pop("PYTHONPATH", None)
    preload.begin()
    Host(commands, events, services, home).live()


def _detach() -> None:
    """Nothing that is printed in here, or in a fork, may get between the messages."""
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(2, 1)
    os.close(null)


def _own_home() -> Path:
    """The learner's home folder; from now on HOME is another one, so that botocore finds no `~/.aws`."""
    home = Path(os.environ.get("HOME") or pwd.getpwuid(os.getuid()).pw_dir)
    os.environ["HOME"] = str(Path(tempfile.gettempdir()) / "awslab-has-no-home")
    return home


def _leave(*_: object) -> None:
    # if tidying up should hang, the alarm ends it
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(1)
    sys.exit(0)


if __name__ == "__main__":
    main()
