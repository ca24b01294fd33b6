"""How one API call is answered: guards, what comes before, own answers, moto, and what follows."""

from __future__ import annotations

import io
import logging
import random
from typing import Protocol, runtime_checkable

from awslab.cloud.gateway import guards
from awslab.cloud.gateway.behaviour import ANSWERS, BEFORE, FOLLOWS, start
from awslab.cloud.gateway.http import HttpRequest
from awslab.cloud.gateway.moto_backend import MOTO
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, refusal
from awslab.cloud.ports.clock import CLOCK
from awslab.cloud.ports.context import GatewayContext
from awslab.cloud.ports.current_call import answering
from awslab.cloud.ports.journal import Journal, NoJournal, Turn, changes_state

log = logging.getLogger(__name__)


@runtime_checkable
class Closing(Protocol):
    """A part of a sandbox that has something to end."""

    def close(self) -> None:
        """End it; the gateway stops because its host has gone."""


class Calls:
    """Answers the calls of one sandbox that were admitted and are allowed."""

    def __init__(self, context: GatewayContext, port: int, journal: Journal | None = None) -> None:
        self._context = context
        self._port = port
        self._journal = journal or NoJournal()
        self._random = random.SystemRandom()

    def answer(self, request: AwsRequest, http: HttpRequest) -> AwsResponse:
        """The answer to a call; `http` is the same request as it arrived, for moto."""
        with answering(request):
            return self._answer(request, http)

    def _answer(self, request: AwsRequest, http: HttpRequest) -> AwsResponse:
        denial = guards.refuse(request, guards.State(request.caller.account_id))
        if denial is not None:
            return denial
        start(request.service, self._context)
        self._write_down(request)
        response = self._own_answer(request)
        if response is None:
            response = MOTO.answer(request, http.environ(self._port, request.headers, io.BytesIO(http.body)))
        if response.error is None:
            self._follow(request, response)
        return response

    def _write_down(self, request: AwsRequest) -> None:
        """Tell the journal of a call that may change something, before it is answered."""
        if changes_state(request):
            self._journal.record(Turn(request, CLOCK.now(), self._random.getrandbits(64)))

    def _own_answer(self, request: AwsRequest) -> AwsResponse | None:
        try:
            for registration in BEFORE.of(request.service, request.operation):
                registration.hook(request, self._context)
            for registration in ANSWERS.of(request.service, request.operation):
                response: AwsResponse | None = registration.hook(request, self._context)
                if response is not None:
                    return response
        except Exception:  # a hook's fault is the service's internal error
            log.exception("%s.%s", request.service, request.operation)
            sentence = f"The sandbox failed on {request.operation}; its log has the details."
            return refusal(request, "InternalFailure", sentence, 500)
        return None

    def _follow(self, request: AwsRequest, response: AwsResponse) -> None:
        for registration in FOLLOWS.of(request.service, request.operation):
            try:
                registration.hook(request, response, self._context)
            except Exception:  # the call itself has been done
                log.exception("%s after %s.%s", registration.hook, request.service, request.operation)

    def close(self) -> None:
        """End what the sandbox's parts hold: threads, queues, processes of functions."""
        for part in list(self._context.parts.values()):
            if isinstance(part, Closing):
                part.close()
