"""What scheduled actions refuse. But for the first, the words are not AWS's.

Whether the group is there is asked before, so the phase is that of what comes after.
"""

from __future__ import annotations

from datetime import UTC, datetime

from awslab.cloud.autoscaling.guards.groups import invalid
from awslab.cloud.autoscaling.life import cron
from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.ports.clock import CLOCK

_API = "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/"


@guard(
    "autoscaling",
    "PutScheduledUpdateGroupAction",
    phase=Phase.STATE,
    source=_API + "API_PutScheduledUpdateGroupAction.html",
)
def schedule_lies_ahead(request: AwsRequest, _: State) -> Refusal | None:
    """An action begins in the future, repeats by a schedule of five fields, and changes something."""
    parameters = request.parameters
    if parameters.get("StartTime") and _in_utc(parameters["StartTime"]) <= CLOCK.now():
        return invalid("Given start time is in the past")
    if not parameters.get("StartTime") and not parameters.get("Recurrence"):
        return invalid("StartTime or Recurrence is required.")
    if all(parameters.get(name) is None for name in ("MinSize", "MaxSize", "DesiredCapacity")):
        return invalid("At least one of MinSize, MaxSize and DesiredCapacity is required.")
    try:
        cron.parse(parameters.get("Recurrence") or "* * * * *")
    except cron.NotACronError:
        return invalid(f"Given recurrence string: {parameters['Recurrence']} is invalid")
    return None


def _in_utc(time: datetime) -> datetime:
    return time if time.tzinfo else time.replace(tzinfo=UTC)
