"""Hypothesis without a deadline: on a busy machine the first example of a test may be slow."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("awslab", deadline=None)
settings.load_profile("awslab")
