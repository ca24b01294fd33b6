"""The parts of moto's core that read requests and write answers; with moto_backend.py the gateway's façade to moto."""

from __future__ import annotations

from moto.core.exceptions import ServiceException
from moto.core.model import OperationModel, ServiceModel
from moto.core.parse import PROTOCOL_PARSERS, RequestParserError
from moto.core.request import PRESERVED_HEADER_NAMES_ENVIRON_KEY, determine_request_protocol, environ_key_for_header
from moto.core.routing import get_service_router
from moto.core.serialize import SERIALIZERS, ResponseSerializer, SerializationContext, get_serializer_class
from moto.core.utils import get_service_model
from moto.moto_server.werkzeug_app import BackendRequest

__all__ = [
    "PRESERVED_HEADER_NAMES_ENVIRON_KEY",
    "PROTOCOL_PARSERS",
    "SERIALIZERS",
    "BackendRequest",
    "OperationModel",
    "RequestParserError",
    "ResponseSerializer",
    "SerializationContext",
    "ServiceException",
    "ServiceModel",
    "determine_request_protocol",
    "environ_key_for_header",
    "get_serializer_class",
    "get_service_model",
    "get_service_router",
]
