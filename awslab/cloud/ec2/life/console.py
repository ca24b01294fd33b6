"""What an instance writes to its console when it boots (pure).

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html: cloud-init runs the user data, and its output is in
the console output too.
"""

from __future__ import annotations

from datetime import datetime


def console(host_name: str, booted: datetime, said: str) -> str:
    """The console output; `said` is what the user data's script wrote."""
    at = f"{booted:%a, %d %b %Y %H:%M:%S} +0000"
    lines = [f"[    9.{number:06}] cloud-init[2021]: {line}" for number, line in enumerate(said.splitlines(), 100)]
    return "\r\n".join(
        [
            "[    0.000000] Linux version 6.1.0 (awslab sandbox)",
            f"[    8.000000] cloud-init[2021]: Cloud-init v. 22.2.2 running 'modules:final' at {at}. Up 8.00 seconds.",
            *lines,
            f"[   10.000000] cloud-init[2021]: Cloud-init v. 22.2.2 finished at {at}. Up 10.00 seconds",
            "",
            f"{host_name.partition('.')[0]} login: ",
        ]
    )
