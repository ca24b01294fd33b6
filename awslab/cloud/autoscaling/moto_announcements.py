"""Topics, queues and the event bus of a region, as Auto Scaling tells them what it did."""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping, Sequence

from moto.autoscaling.models import AutoScalingBackend

from awslab.cloud.ports.moto_messages import MotoMessages

log = logging.getLogger(__name__)


class Announcements:
    """What Auto Scaling says in one region."""

    def __init__(self, backend: AutoScalingBackend) -> None:
        self._backend = backend
        self._messages = MotoMessages(backend.account_id)

    def tell(self, arn: str, message: str) -> None:
        """Send to a topic or a queue; one that is not there, or wants more, hears nothing."""
        try:
            self._messages.send(arn, message, {})
        except Exception:  # a topic that has been deleted must not keep instances from going on
            log.exception("telling %s", arn)

    def put_event(self, name: str, resources: Sequence[str], detail: Mapping[str, object]) -> None:
        """Put an event onto the default bus; there is nobody to hear it when EventBridge was never loaded."""
        if "moto.events.models" not in sys.modules:
            return
        bus = f"arn:aws:events:{self._backend.region_name}:{self._backend.account_id}:event-bus/default"
        try:
            self._messages.put_event(
                bus, source="aws.autoscaling", detail_type=name, resources=resources, detail=detail
            )
        except Exception:  # a rule's target that fails is not the instances' concern
            log.exception("putting %s", name)
