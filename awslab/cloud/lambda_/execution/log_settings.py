"""How a function's log is written: LoggingConfig (pure).

https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-advanced.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SYSTEM_LEVELS = ("DEBUG", "INFO", "WARN")
"""The most detailed first."""


@dataclass(frozen=True, slots=True)
class LogSettings:
    """How a log is to be written; the levels count with the format JSON only."""

    format: str = "Text"
    """`Text` or `JSON`."""
    application: str = "INFO"
    system: str = "INFO"
    group: str = ""
    """Empty: `/aws/lambda/` and the function's name."""

    @property
    def is_json(self) -> bool:
        """True when system and application logs are JSON objects."""
        return self.format == "JSON"

    def shows(self, level: str) -> bool:
        """Say whether a system event of that level is written."""
        return SYSTEM_LEVELS.index(level) >= SYSTEM_LEVELS.index(self.system)


def log_settings(config: Mapping[str, str]) -> LogSettings:
    """Return the settings of a LoggingConfig, with the defaults for what it leaves out."""
    return LogSettings(
        format=str(config.get("LogFormat") or "Text"),
        application=str(config.get("ApplicationLogLevel") or "INFO"),
        system=str(config.get("SystemLogLevel") or "INFO"),
        group=str(config.get("LogGroup") or ""),
    )


def shown_log_settings(settings: LogSettings, name: str) -> dict[str, str]:
    """Return LoggingConfig as the API answers it for the function of a name."""
    members = {"LogFormat": settings.format, "LogGroup": settings.group or f"/aws/lambda/{name}"}
    levels = {"ApplicationLogLevel": settings.application, "SystemLogLevel": settings.system}
    return members | (levels if settings.is_json else {})
