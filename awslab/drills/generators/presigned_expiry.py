"""When a presigned URL stops working that was made with temporary credentials: at the earlier of two times.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html
"""

from __future__ import annotations

import random

from awslab.drills.body import SingleBody, single


def generate(rng: random.Random) -> SingleBody:
    """Ask for the time at which a URL ends; as often its own time ends it as the role session's."""
    start = rng.randrange(60, 300)
    delay = rng.randrange(10, 50)
    session, expiry = _durations(rng, delay)
    signing = start + delay
    session_end, url_end = start + session * 60, signing + expiry * 60
    key = min(session_end, url_end)
    whys = {
        session_end: f"The URL itself ends at {_clock(url_end)} already."
        if key == url_end
        else "This is when the session ends, and its credentials with it.",
        url_end: f"The credentials end at {_clock(session_end)}, and the URL with them."
        if key == session_end
        else "The time of the URL ends before the session does.",
        signing + session * 60: "The session began when the role was assumed, not when the URL was made.",
        start + expiry * 60: "The time of the URL counts from when it was made, not from when the role was assumed.",
    }
    return single(
        rng,
        f"At {_clock(start)} UTC a program assumes a role with a session of {_hours(session)}. At {_clock(signing)} "
        f"UTC it makes a presigned URL for an object, with these credentials and an expiry of {_hours(expiry)}. "
        "Until when can a download with the URL be started?",
        (f"{_clock(key)} UTC", whys[key]),
        [(f"{_clock(moment)} UTC", why) for moment, why in whys.items() if moment != key],
        f"The URL ends at {_clock(signing)} + {_hours(expiry)} = {_clock(url_end)}, the session at {_clock(start)} + "
        f"{_hours(session)} = {_clock(session_end)}. A URL works until the earlier of the two: {_clock(key)} UTC.",
    )


def _durations(rng: random.Random, delay: int) -> tuple[int, int]:
    """Return the hours of the session and of the URL; they differ, and the session outlasts the delay."""
    assert delay < 60
    shorter, longer = sorted(rng.sample(range(1, 13), 2))
    return (shorter, longer) if rng.random() < 0.5 else (longer, shorter)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _hours(number: int) -> str:
    return f"{number} hour{'s' * (number != 1)}"
