"""What an instance writes to its console when it boots (pure).

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html: cloud-init runs the user data, and its output is in
the console output too.
"""

from __future__ import annotations

from datetime import datetime


def console(host_name: str, booted: datetime, output: str) -> str:
    """Return the console output; `output` is what the user data's script wrote."""
    time = f"{booted:%a, %d %b %Y %H:%M:%S} +0000"
    cloud_init = "cloud-init[2021]: Cloud-init v. 22.2.2"
    lines = [f"[    9.{number:06}] cloud-init[2021]: {line}" for number, line in enumerate(output.splitlines(), 100)]
    return "\r\n".join(
        [
            "[    0.000000] Linux version 6.1.0 (awslab sandbox)",
            f"[    8.000000] {cloud_init} running 'modules:final' at {time}. Up 8.00 seconds.",
            *lines,
            f"[   10.000000] {cloud_init} finished at {time}. Up 10.00 seconds",
            "",
            f"{host_name.partition('.')[0]} login: ",
        ]
    )
