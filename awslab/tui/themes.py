"""The two themes of awslab; Textual's own are there beside them."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="awslab-dark",
    dark=True,
    primary="#4da3e0",
    secondary="#7fb8a4",
    accent="#ff9f2e",
    success="#5fce8a",
    warning="#f0c04f",
    error="#ff7b80",
    foreground="#e4e8ee",
    background="#10151c",
    surface="#171e27",
    panel="#222c38",
    variables={
        "block-cursor-background": "#24506f",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-blurred-background": "#1d2733",
        "footer-key-foreground": "#ff9f2e",
        "footer-background": "#171e27",
        "border": "#4da3e0",
        "border-blurred": "#2d3a49",
        "muted": "#9aa7b5",
        "scrollbar": "#2d3a49",
        "scrollbar-background": "#10151c",
    },
)
LIGHT = Theme(
    name="awslab-light",
    dark=False,
    primary="#0b5fa5",
    secondary="#2c6e5a",
    accent="#a44f00",
    success="#1b7540",
    warning="#7d5a00",
    error="#b3202f",
    foreground="#1b2128",
    background="#fbfbf9",
    surface="#f2f3f0",
    panel="#e3e6e3",
    variables={
        "block-cursor-background": "#cfe3f4",
        "block-cursor-foreground": "#0a2740",
        "block-cursor-blurred-background": "#e8eef2",
        "footer-key-foreground": "#a44f00",
        "footer-background": "#f2f3f0",
        "border": "#0b5fa5",
        "border-blurred": "#c3c9c7",
        "muted": "#59646f",
        "scrollbar": "#c3c9c7",
        "scrollbar-background": "#fbfbf9",
    },
)
SETTING = "theme"
"""The name under which the choice is kept in the progress file."""
