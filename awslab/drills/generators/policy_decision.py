"""Which request identity-based policies and a permissions boundary allow together.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

from __future__ import annotations

import random
from typing import NamedTuple

from awslab.drills.body import SingleBody, single, table

_FAMILIES = {"Get": "s3:GetObject", "Put": "s3:PutObject", "Delete": "s3:DeleteObject"}


class _Scene(NamedTuple):
    """What the policies say, in the roles that actions and buckets play."""

    everywhere: str
    """The action that both buckets allow."""
    first_only: str
    """The action that only the first bucket allows."""
    unbounded: str
    """The action that the boundary does not allow."""
    denied_action: str
    buckets: tuple[str, str]
    folder: str
    """The folder of the first bucket for which there is a deny."""

    def ask(self, action: str, bucket: int, key: str) -> str:
        """Return a request as an option."""
        return f"`{_FAMILIES[action]}` on `arn:aws:s3:::{self.buckets[bucket]}/{key}`"


def generate(rng: random.Random) -> SingleBody:
    """Ask which of four requests is allowed; the others meet a deny, the boundary, or no allow."""
    everywhere, first_only, unbounded = rng.sample(list(_FAMILIES), 3)
    first, second = rng.sample(["reports", "invoices", "uploads", "exports"], 2)
    scene = _Scene(
        everywhere,
        first_only,
        unbounded,
        rng.choice([everywhere, first_only]),
        (first, second),
        rng.choice(["final", "audit", "legal", "board"]),
    )
    files = rng.sample(["a.csv", "b.csv", "c.csv", "d.csv", "e.csv"], 4)
    text, why = rng.choice(_allowed_requests(scene, files[0]))
    return single(
        rng,
        "The user Ana has an identity-based policy and a permissions boundary. No other policy concerns her or the "
        f"buckets, which are in her account.\n\n{_policies(scene)}\n\nWhich request of hers is allowed?",
        (text, why),
        _refused_requests(rng, scene, files[1:]),
        "A request needs an allow of the identity-based policy and one of the boundary, and no deny anywhere. The "
        "boundary itself grants nothing.",
    )


def _policies(scene: _Scene) -> str:
    first, second = (f"`arn:aws:s3:::{bucket}/*`" for bucket in scene.buckets)
    folder = f"`arn:aws:s3:::{scene.buckets[0]}/{scene.folder}/*`"
    bounded = " ".join(f"`s3:{name}*`" for name in _FAMILIES if name != scene.unbounded)
    rows = [
        ["identity", "Allow", " ".join(f"`{action}`" for action in _FAMILIES.values()), first],
        ["identity", "Allow", f"`{_FAMILIES[scene.everywhere]}`", second],
        ["identity", "Deny", f"`{_FAMILIES[scene.denied_action]}`", folder],
        ["boundary", "Allow", bounded, "`*`"],
    ]
    return table(["policy", "effect", "actions", "resources"], rows)


def _allowed_requests(scene: _Scene, file: str) -> list[tuple[str, str]]:
    """Return the requests that may be the key: each in a folder of the same depth, with the reason."""
    spared = scene.first_only if scene.denied_action == scene.everywhere else scene.everywhere
    first, second = scene.buckets
    return [
        (scene.ask(scene.everywhere, 1, f"{scene.folder}/{file}"), f"The deny is for {first}, not for {second}."),
        (
            scene.ask(spared, 0, f"{scene.folder}/{file}"),
            f"The deny for that folder is for `{_FAMILIES[scene.denied_action]}` only.",
        ),
        (
            scene.ask(scene.denied_action, 0, f"draft/{file}"),
            "Both policies allow it, and the deny is for another folder.",
        ),
    ]


def _refused_requests(rng: random.Random, scene: _Scene, files: list[str]) -> list[tuple[str, str]]:
    folders = [rng.choice([scene.folder, "draft"]) for _ in files]
    return [
        (
            scene.ask(scene.denied_action, 0, f"{scene.folder}/{files[0]}"),
            "The deny is for this folder and this action; it overrides every allow.",
        ),
        (
            scene.ask(scene.unbounded, 0, f"{folders[1]}/{files[1]}"),
            f"The boundary does not allow `{_FAMILIES[scene.unbounded]}`.",
        ),
        (
            scene.ask(scene.first_only, 1, f"{folders[2]}/{files[2]}"),
            f"The identity-based policy allows only `{_FAMILIES[scene.everywhere]}` in {scene.buckets[1]}.",
        ),
    ]
