"""The gateway's HTTP/1.1 server: loopback only, connections kept open, one thread each, whole requests in memory."""

from __future__ import annotations

import socket
import socketserver
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import unquote, urlsplit

from awslab.cloud.gateway.moto_core import PRESERVED_HEADER_NAMES_ENVIRON_KEY, environ_key_for_header
from awslab.cloud.gateway.request import AwsResponse

LARGEST_BODY = 512 * 1024 * 1024
"""Bytes; the gateway holds bodies in memory."""
_NO_BODY = frozenset({204, 304})


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """A request as it arrived."""

    method: str
    path: str
    """Still percent-encoded."""
    query: str
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes = field(repr=False)
    lines: Sequence[tuple[str, str]] = ()
    """The header lines as they came: names as written, repeated ones apart."""

    @property
    def host(self) -> str:
        """The Host header."""
        return self.headers.get("host", "")

    def environ(self, port: int, headers: Mapping[str, str], body: Any) -> dict[str, Any]:
        """The request as moto's WSGI applications take it, with these headers and this body stream."""
        target = f"{self.path}?{self.query}" if self.query else self.path
        environ: dict[str, Any] = {
            "REQUEST_METHOD": self.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote(self.path).encode().decode("latin-1"),
            "QUERY_STRING": self.query,
            "REQUEST_URI": target,
            "RAW_URI": target,
            "REMOTE_ADDR": "127.0.0.1",
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": str(port),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": body,
            "wsgi.errors": None,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        for name, value in headers.items():
            if not name.startswith("x-moto-"):  # moto takes the account from such a header
                environ[environ_key_for_header(name)] = value
        environ[PRESERVED_HEADER_NAMES_ENVIRON_KEY] = {
            environ_key_for_header(name): name for name in headers if name.startswith("x-amz-meta-") and "_" in name
        }
        return environ


class TooLargeError(Exception):
    """A body is larger than the gateway takes."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: GatewayServer
    # an answer goes out in one write, and at once
    disable_nagle_algorithm = True
    rbufsize = 1024 * 64

    def serve(self) -> None:
        """Answer one request."""
        headers = self._lowered()
        target, _, query = self.path.partition("?")
        if target.startswith(("http://", "https://")):  # as a client sends it to a proxy
            split = urlsplit(target)
            headers["host"], target = split.netloc, split.path or "/"
        try:
            body = self._body(headers)
        except (ValueError, TooLargeError) as error:
            self.close_connection = True
            self._send(AwsResponse(400, {"Content-Type": "text/plain"}, f"{error}".encode()))
            return
        lines = tuple(self.headers.items())
        self._send(self.server.answer(HttpRequest(self.command, target, query, headers, body, lines)))

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = do_PATCH = do_OPTIONS = serve  # noqa: N815  # looked up by name

    def _lowered(self) -> dict[str, str]:
        lowered: dict[str, str] = {}
        for name, value in self.headers.items():
            key = name.lower()
            lowered[key] = f"{lowered[key]},{value}" if key in lowered else value
        return lowered

    def _body(self, headers: dict[str, str]) -> bytes:
        if "chunked" in headers.get("transfer-encoding", "").lower():
            body = self._chunked_body()
            headers["content-length"] = str(len(body))
            del headers["transfer-encoding"]
            return body
        length = int(headers.get("content-length") or 0)
        if length > LARGEST_BODY:
            raise TooLargeError("The body is larger than the sandbox takes.")
        return self.rfile.read(length) if length else b""

    def _chunked_body(self) -> bytes:
        body = bytearray()
        while True:
            size = int(self.rfile.readline().partition(b";")[0].strip() or b"0", 16)
            if size == 0:
                while self.rfile.readline().strip():
                    continue
                return bytes(body)
            body += self.rfile.read(size)
            self.rfile.readline()
            if len(body) > LARGEST_BODY:
                raise TooLargeError("The body is larger than the sandbox takes.")

    def _send(self, response: AwsResponse) -> None:
        headers = {
            name: value
            for name, value in response.headers.items()
            if not name.lower().startswith("access-control-") and name.lower() not in ("connection", "status")
        }
        header_names = {name.lower() for name in headers} | {name.lower() for name, _ in response.lines}
        body = b"" if self.command == "HEAD" or response.status in _NO_BODY else response.body
        if not (self.command == "HEAD" and "content-length" in header_names):
            headers = {name: value for name, value in headers.items() if name.lower() != "content-length"}
            if response.status not in _NO_BODY:
                headers["Content-Length"] = str(len(body))
        if "date" not in header_names:
            headers["Date"] = self.date_time_string()
        if self.close_connection:
            headers["Connection"] = "close"
        lines = [f"HTTP/1.1 {response.status} {_phrase(response.status)}"]
        lines += [f"{name}: {_one_line(value)}" for name, value in (*headers.items(), *response.lines)]
        self.wfile.write("\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n" + body)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What the standard library finds wrong with a request, without its HTML."""
        self.close_connection = True
        self.command = getattr(self, "command", "") or ""
        text = message or _phrase(code)
        self._send(AwsResponse(code, {"Content-Type": "text/plain"}, f"{text}\n".encode()))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the standard library's name
        """Calls are told by the trail."""


class GatewayServer(socketserver.ThreadingTCPServer):
    """Serves a socket that the host has bound already."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, listener: socket.socket, answer: Callable[[HttpRequest], AwsResponse]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler, bind_and_activate=False)
        self.socket.close()
        self.socket = listener
        self.server_address = listener.getsockname()
        self.answer = answer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away in the middle is not worth a line."""


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _one_line(value: str) -> str:
    return value.replace("\r", " ").replace("\n", " ")
