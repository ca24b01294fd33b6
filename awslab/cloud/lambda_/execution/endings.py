"""The payloads with which Lambda answers when a function's process ended or was ended (pure).

The texts were recorded from the real service by LocalStack's validated tests; the words for the ways in which a
process ends are those of AWS's published runtime interface emulator.
"""

from __future__ import annotations

import json
import signal

_SIGNALS = {
    signal.SIGKILL: "killed",
    signal.SIGSEGV: "segmentation fault",
    signal.SIGABRT: "aborted",
    signal.SIGTERM: "terminated",
    signal.SIGXCPU: "CPU time limit exceeded",
    signal.SIGXFSZ: "file size limit exceeded",
}


def timed_out(request_id: str, timeout: int) -> str:
    """Return the payload for a function that ran into its timeout (seconds)."""
    return _payload("Sandbox.Timedout", f"RequestId: {request_id} Error: Task timed out after {timeout:.2f} seconds")


def exited(request_id: str, status: int | None) -> str:
    """Return the payload for a process that ended by itself.

    `status` is its exit status, or a signal as a negative number; None when it was killed.
    """
    return _payload("Runtime.ExitError", f"RequestId: {request_id} Error: {_reason(status)}")


def _reason(status: int | None) -> str:
    if status == 0:
        return "Runtime exited without providing a reason"
    if status is not None and status > 0:
        return f"Runtime exited with error: exit status {status}"
    number = -(status or -signal.SIGKILL)
    return f"Runtime exited with error: signal: {_SIGNALS.get(signal.Signals(number), f'signal {number}')}"


def _payload(error_type: str, message: str) -> str:
    return json.dumps({"errorType": error_type, "errorMessage": message})
