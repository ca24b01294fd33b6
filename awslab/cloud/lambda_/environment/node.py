"""Node.js functions: which program runs them, and how a confined process becomes it.

Python forks an execution environment from a host that is warm; Node.js is started anew, so a cold start takes as long
as `node` does. The AWS SDK for JavaScript, which AWS's runtimes bring, is not there: `@aws-sdk/*` belongs into the
package or a layer. https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

from awslab.cloud.lambda_.function import Function
from awslab.cloud.ports.processes import EnvironmentSpec

ADDRESS_SPACE = 16_384
"""MB: V8 maps far more than it uses. What is in memory is watched from outside (environment.py)."""
_NODE = re.compile(r"nodejs\d+\.x")
_CONNECTION = 3
_BOOTSTRAP = Path(__file__).with_name("bootstrap.mjs")
_READABLE = ("/tmp", "/etc", "/usr")
"""What a function may read beside its package, its layers and its scratch: not the learner's own folder."""


def is_node(function: Function) -> bool:
    """Say whether a function is declared for Node.js."""
    return _NODE.fullmatch(function.runtime) is not None


def program() -> str | None:
    """Return the path of `node`; None when this machine has none."""
    return shutil.which("node")


def module_folders(layers: Iterable[Path]) -> str:
    """Return NODE_PATH: where `require` looks after the package's own modules.

    https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html
    """
    folders = [layer / "nodejs" / "node_modules" for layer in layers]
    return os.pathsep.join(str(folder) for folder in folders if folder.is_dir())


def become_node(spec: EnvironmentSpec, connection: socket.socket) -> NoReturn:
    """Replace this process with `node`; limits, session and parent's death are inherited."""
    _, (output,), _, _ = socket.recv_fds(connection, 1, 1)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.dup2(connection.fileno(), _CONNECTION)
    os.set_inheritable(_CONNECTION, True)  # it may have been this one already
    node = str(spec.settings["node"])
    scratch = spec.environment["TMPDIR"]
    heap = int(spec.environment["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"])
    arguments = [
        node,
        f"--max-old-space-size={heap}",
        "--no-warnings",
        "--experimental-permission",
        *(f"--allow-fs-read={place}/*" for place in (*spec.settings["places"], *_READABLE)),
        *(f"--allow-fs-read={place}/*" for place in (scratch, str(_BOOTSTRAP.parent))),
        *(f"--allow-fs-write={place}/*" for place in (scratch, "/tmp")),
        str(_BOOTSTRAP),
        json.dumps({"places": spec.settings["places"], "runtime": spec.settings["runtime"]}),
    ]
    os.execve(node, arguments, dict(spec.environment))
