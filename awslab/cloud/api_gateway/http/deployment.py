"""A deployment of an HTTP API: a copy of the API's configuration (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from awslab.cloud.api_gateway.http.configuration import Configuration


@dataclass(slots=True)
class Deployment:
    """One deployment, with the configuration that its stages show."""

    configuration: Configuration
    is_automatic: bool
    """Made by a stage's automatic deployment."""
    id: str
    time: datetime
    description: str = ""

    @property
    def members(self) -> dict[str, object]:
        """The deployment as the API shows it."""
        description = {"Description": self.description} if self.description else {}
        return {
            "AutoDeployed": self.is_automatic,
            "CreatedDate": self.time,
            "DeploymentId": self.id,
            "DeploymentStatus": "DEPLOYED",
            **description,
        }
