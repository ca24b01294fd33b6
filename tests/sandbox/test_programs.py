"""A learner's program: it runs as Python would run it, and is stopped or refused with a plain sentence."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from awslab.sandbox.process import Limits, Sandbox
from awslab.sandbox.protocol import MIB
from tests.conftest import RunProgram

ALLOCATE = "blocks = [bytearray(64 * 1024 * 1024) for _ in range(40)]\nprint('all there')"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("", 0),
        ("import sys; sys.exit(3)", 3),
        ("import sys; sys.exit()", 0),
        ("import sys; sys.exit('something is wrong')", 1),
        ("raise SystemExit(300)", 44),
        ("1 / 0", 1),
        ("this is no Python", 1),
        ("raise KeyboardInterrupt", 130),
        ("import os; os._exit(7)", 7),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", -9),
    ],
)
def test_the_exit_status_is_pythons(run_program: RunProgram, text: str, status: int) -> None:
    result = run_program(text)
    assert (result.exit, result.stopped) == (status, "")


def test_a_program_sees_what_python_would_show_it(run_program: RunProgram, tmp_path: Path) -> None:
    (tmp_path / "workspace").mkdir()
    (tmp_path / "workspace" / "moto.py").write_text("whose = 'the learner'")
    (tmp_path / "workspace" / "notes.txt").write_text("from the folder")
    result = run_program(
        """
import atexit, os, sys, threading, time
import moto
atexit.register(print, "at exit")
threading.Thread(target=lambda: (time.sleep(0.1), print("a thread"))).start()
print(__name__, os.path.basename(__file__), len(sys.argv), sys.stdin.read() == "", open("notes.txt").read())
print(moto.whose, [name for name in sys.modules if name.startswith(("awslab", "moto.", "flask", "werkzeug"))])
print(os.getcwd() == sys.path[0], os.environ["AWSLAB_BUCKET"])
""",
        variables={"AWSLAB_BUCKET": "inbox"},
    )
    assert result.output.splitlines() == [
        "__main__ main.py 1 True from the folder",
        "the learner []",
        "True inbox",
        "a thread",
        "at exit",
    ]


def test_a_traceback_shows_the_programs_own_frames_only(run_program: RunProgram) -> None:
    result = run_program("def divide():\n    return 1 / 0\n\ndivide()\n")
    assert result.output.splitlines()[0] == "Traceback (most recent call last):"
    assert result.output.count("File ") == 2
    assert result.output.splitlines()[-1] == "ZeroDivisionError: division by zero"
    assert "awslab" not in result.output


def test_a_refusal_shows_the_programs_own_frames_only(run_program: RunProgram) -> None:
    result = run_program("import subprocess\nsubprocess.run(['true'])\n")
    assert "awslab/sandbox" not in result.output
    assert "main.py" in result.output


def test_output_arrives_while_the_program_runs(sandbox: Sandbox, tmp_path: Path) -> None:
    script = tmp_path / "main.py"
    script.write_text("import time\nprint('first ü')\ntime.sleep(60)")
    heard = threading.Event()
    run = sandbox.run(script, workspace=tmp_path, variables={}, on_output=lambda _: heard.set())
    assert heard.wait(10)
    run.cancel()
    result = run.wait()
    assert (result.output, result.exit, result.stopped) == ("first ü\n", None, "It was cancelled.")


def test_boto3_reaches_the_sandbox_without_configuration(run_program: RunProgram, sandbox: Sandbox) -> None:
    result = run_program(
        """
import boto3
s3 = boto3.resource("s3")
s3.create_bucket(Bucket="inbox")
s3.Object("inbox", "a").put(Body=b"1")
print(boto3.client("sts").get_caller_identity()["Account"])
"""
    )
    assert (result.exit, result.output) == (0, "123456789012\n")
    assert [entry.operation for entry in sandbox.trail()] == ["CreateBucket", "PutObject", "GetCallerIdentity"]


def test_an_endless_loop_is_stopped(run_program: RunProgram) -> None:
    result = run_program("while True: pass", limits=Limits(wall=0.5))
    assert (result.exit, result.stopped) == (None, "It was stopped after 0.5 seconds.")
    assert result.seconds < 5


def test_endless_computing_is_stopped(run_program: RunProgram) -> None:
    result = run_program("while True: pass", limits=Limits(wall=30, cpu=1))
    assert (result.exit, result.stopped) == (None, "It was stopped after 1 seconds of computing.")


def test_a_program_that_ignores_signals_is_stopped(run_program: RunProgram) -> None:
    text = "import signal, time\nfor n in (1, 2, 15, 24): signal.signal(n, signal.SIG_IGN)\ntime.sleep(60)"
    assert run_program(text, limits=Limits(wall=0.5)).exit is None


def test_endless_output_is_stopped(run_program: RunProgram) -> None:
    result = run_program("while True: print('x' * 100000)", limits=Limits(output=2 * MIB))
    assert (result.exit, result.stopped) == (None, "It was stopped because it printed more than 2 MB.")
    assert len(result.output) == 2 * MIB


def test_a_listener_that_is_slow_gets_everything(sandbox: Sandbox, tmp_path: Path) -> None:
    """The host stops reading from the program until its parent has caught up, and answers others meanwhile."""
    script = tmp_path / "main.py"
    script.write_text("for _ in range(60): print('x' * 99_999)")
    run = sandbox.run(script, workspace=tmp_path, variables={}, on_output=lambda _: time.sleep(0.01))
    assert len(run.wait().output) == 60 * 100_000


def test_too_much_memory_is_a_memory_error_with_a_sentence(run_program: RunProgram) -> None:
    result = run_program(ALLOCATE, limits=Limits(memory=1024 * MIB))
    assert result.exit == 1
    assert "MemoryError: the program used more memory than the lab allows" in result.output


def test_memory_within_the_limit_is_there(run_program: RunProgram) -> None:
    result = run_program(ALLOCATE.replace("40", "10"), limits=Limits(memory=1024 * MIB))
    assert result.output == "all there\n"


def test_too_large_a_file_is_refused(run_program: RunProgram) -> None:
    result = run_program("open('big', 'wb').write(bytes(2_000_000))", limits=Limits(file_size=MIB))
    assert (result.exit, "File too large" in result.output) == (1, True)


@pytest.mark.parametrize(
    "text",
    [
        "import os; os.fork()",
        "import os\nwhile True: os.fork()",
        "import subprocess; subprocess.run(['aws', 's3', 'ls'])",
        "import os; os.system('true')",
        "import os; os.execv('/bin/sh', ['sh'])",
        "import os; os.posix_spawn('/bin/true', ['true'], {})",
        "import pty; pty.spawn('/bin/sh')",
        "import multiprocessing; multiprocessing.Process(target=print).start()",
    ],
)
def test_starting_a_program_is_refused_with_the_way_to_do_it(run_program: RunProgram, text: str) -> None:
    result = run_program(text, limits=Limits(wall=10))
    assert (result.exit, result.stopped) == (1, "")
    assert "awslab does not let this program start other programs" in result.output
    assert "awslab lab shell" in result.output


@pytest.mark.parametrize(
    "text",
    [
        "import socket; socket.create_connection(('93.184.215.14', 80), timeout=5)",
        "import socket; socket.create_connection(('2606:2800:21f:cb07:6820:80da:af6b:8b2c', 80), timeout=5)",
        "import socket; socket.create_connection(('example.com', 80), timeout=5)",
        "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('8.8.8.8', 53))",
        "import socket; socket.socket().bind(('0.0.0.0', 0))",
        "import socket; socket.socket().connect(('169.254.169.254', 80))",
        "import urllib.request; urllib.request.urlopen('http://example.com/', timeout=5)",
        "import boto3; boto3.client('s3', endpoint_url='https://s3.us-east-1.amazonaws.com').list_buckets()",
        "import socket; socket.socket(socket.AF_UNIX).connect('/var/run/docker.sock')",
    ],
)
def test_another_machine_is_out_of_reach(run_program: RunProgram, text: str) -> None:
    result = run_program(text)
    assert result.exit == 1
    assert "awslab labs reach only this machine" in result.output
    assert "was refused" in result.output
    assert result.seconds < 5


def test_this_machine_is_within_reach(run_program: RunProgram) -> None:
    result = run_program(
        """
import socket
server = socket.create_server(("127.0.0.1", 0))
client = socket.create_connection(("localhost", server.getsockname()[1]))
server.accept()[0].sendall(b"hello")
print(client.recv(5))
"""
    )
    assert result.output == "b'hello'\n"


def test_the_sandbox_is_usable_after_a_program_was_stopped(run_program: RunProgram) -> None:
    run_program(
        "import boto3\nboto3.client('s3').create_bucket(Bucket='inbox')\nwhile True: pass", limits=Limits(wall=1.5)
    )
    result = run_program("import boto3\nprint([b['Name'] for b in boto3.client('s3').list_buckets()['Buckets']])")
    assert result.output == "['inbox']\n"


def test_what_a_program_leaves_running_is_ended(run_program: RunProgram, tmp_path: Path) -> None:
    """ctypes gets past the audit hook; the process group, and the host that adopts orphans, do not let go."""
    result = run_program(
        """
import ctypes, os, time
libc = ctypes.CDLL(None)
for setsid in (False, True):
    if libc.fork() == 0:
        if setsid:
            libc.setsid()
        open(f"left-{os.getpid()}", "w").close()
        libc.sleep(60)
time.sleep(0.5)
"""
    )
    assert result.exit == 0
    left = [int(path.name.partition("-")[2]) for path in (tmp_path / "workspace").glob("left-*")]
    assert len(left) == 2
    end = time.monotonic() + 3
    while time.monotonic() < end and any(map(is_running, left)):
        time.sleep(0.02)
    assert not any(map(is_running, left))


def is_running(pid: int) -> bool:
    """Whether a process of that id is there and no zombie."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def test_a_program_can_be_cancelled_twice(sandbox: Sandbox, tmp_path: Path) -> None:
    script = tmp_path / "main.py"
    script.write_text("import time\ntime.sleep(60)")
    run = sandbox.run(script, workspace=tmp_path, variables={})
    run.cancel()
    run.cancel()
    assert run.wait().stopped == "It was cancelled."
    run.cancel()


def test_a_program_ends_with_its_sandbox(sandbox: Sandbox, tmp_path: Path) -> None:
    script = tmp_path / "main.py"
    script.write_text("import time\ntime.sleep(60)")
    run = sandbox.run(script, workspace=tmp_path, variables={})
    sandbox.close()
    assert run.wait().stopped == "The sandbox was closed."
