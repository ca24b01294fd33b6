"""The gateway's HTTP: connections stay open, uploads may wait for a nod, or come in chunks."""

from __future__ import annotations

import http.client
import socket
from urllib.parse import urlsplit

from awslab.sandbox.process import Sandbox
from tests.cloud.gateway.signing import signed
from tests.conftest import Client


def connect(sandbox: Sandbox) -> http.client.HTTPConnection:
    """A connection to the gateway."""
    split = urlsplit(sandbox.endpoint)
    return http.client.HTTPConnection(split.hostname or "", split.port, timeout=10)


def test_a_connection_serves_many_requests(sandbox: Sandbox) -> None:
    connection = connect(sandbox)
    for _ in range(3):
        connection.request("GET", "/", headers=signed(sandbox, "s3", "GET", "/"))
        first = connection.sock
        answer = connection.getresponse()
        assert answer.status == 200
        assert answer.read()
        assert connection.sock is first
    connection.close()


def test_an_upload_that_waits_for_a_nod_gets_it(sandbox: Sandbox, client: Client) -> None:
    client("s3").create_bucket(Bucket="inbox")
    headers = signed(sandbox, "s3", "PUT", "/inbox/a", body=b"hello")
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    split = urlsplit(sandbox.endpoint)
    with socket.create_connection((split.hostname, split.port), timeout=10) as connection:
        start = f"PUT /inbox/a HTTP/1.1\r\nHost: {split.netloc}\r\nContent-Length: 5\r\nExpect: 100-continue\r\n"
        connection.sendall(f"{start}{head}\r\n".encode())
        assert connection.recv(1024).startswith(b"HTTP/1.1 100 Continue\r\n")
        connection.sendall(b"hello")
        assert connection.recv(1024).startswith(b"HTTP/1.1 200 OK\r\n")
    assert client("s3").get_object(Bucket="inbox", Key="a")["Body"].read() == b"hello"


def test_an_upload_in_http_chunks_is_stored_whole(sandbox: Sandbox, client: Client) -> None:
    client("s3").create_bucket(Bucket="inbox")
    connection = connect(sandbox)
    headers = signed(sandbox, "s3", "PUT", "/inbox/a", body=b"hello, chunks")
    connection.request("PUT", "/inbox/a", body=iter([b"hello, ", b"chunks"]), headers=headers, encode_chunked=True)
    assert connection.getresponse().status == 200
    connection.close()
    assert client("s3").get_object(Bucket="inbox", Key="a")["Body"].read() == b"hello, chunks"


def test_nonsense_ends_the_connection_without_a_page(sandbox: Sandbox) -> None:
    split = urlsplit(sandbox.endpoint)
    for nonsense in (b"\x16\x03\x01\x02\x00 tls\r\n\r\n", b"BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n"):
        with socket.create_connection((split.hostname, split.port), timeout=10) as connection:
            connection.sendall(nonsense)
            answer = b""
            while more := connection.recv(4096):
                answer += more
        assert b"<" not in answer


def test_a_body_of_no_length_is_refused(sandbox: Sandbox) -> None:
    split = urlsplit(sandbox.endpoint)
    with socket.create_connection((split.hostname, split.port), timeout=10) as connection:
        connection.sendall(b"PUT /inbox/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: many\r\n\r\n")
        assert connection.recv(1024).startswith(b"HTTP/1.1 400 ")
