"""Topics with functions as subscribers: the function's policy is asked, then it is invoked asynchronously.

https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
"""

from __future__ import annotations

from awslab.cloud.gateway.behaviour import starts
from awslab.cloud.ports.clock import CLOCK
from awslab.cloud.ports.context import GatewayContext
from awslab.cloud.ports.functions import Functions
from awslab.cloud.sns.function_events import Notification, function_event
from awslab.cloud.sns.moto_subscriptions import deliver_to_functions_with


class FunctionSubscriptions:
    """Delivers messages of topics to functions."""

    def __init__(self, functions: Functions) -> None:
        self._functions = functions

    def deliver(self, function_arn: str, notification: Notification) -> None:
        """Invoke a function with a notification, when its policy admits the topic."""
        event = function_event(notification, CLOCK.now())
        self._functions.push(function_arn, event, service="sns.amazonaws.com", source_arn=notification.topic_arn)


@starts
def function_subscriptions(context: GatewayContext) -> FunctionSubscriptions:
    """The functions that are subscribed in a sandbox; once this part is made, messages reach them as on AWS."""
    subscriptions = FunctionSubscriptions(context.functions)
    deliver_to_functions_with(subscriptions.deliver)
    return subscriptions
