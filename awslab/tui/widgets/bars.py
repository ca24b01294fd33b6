"""Shares as bars that read without colour: a heavy line for what is there, a light one for what is missing."""

from __future__ import annotations

from textual.content import Content


def bar(share: float, width: int, style: str = "$success") -> Content:
    """Return a line of `width` cells, `share` of it (0 to 1) heavy; anything above 0 shows at least one heavy cell."""
    full = round(share * width)
    full = min(max(full, 1 if share > 0 else 0), width if share >= 1 else width - 1)
    return Content.assemble(("━" * full, style), ("─" * (width - full), "$muted 60%"))
