"""Makes a thumbnail of every PNG that arrives under photos/: half as wide and half as high, under thumbnails/."""

import struct
import urllib.parse
import zlib

import boto3

s3 = boto3.client("s3")
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def handler(event, context):
    for record in event["Records"]:
        bucket = record["s3"]["bucket"]["name"]
        key = urllib.parse.unquote_plus(record["s3"]["object"]["key"])
        photo = s3.get_object(Bucket=bucket, Key=key)["Body"].read()
        thumbnail = key.replace("photos/", "thumbnails/", 1)
        s3.put_object(Bucket=bucket, Key=thumbnail, Body=halved(photo), ContentType="image/png")


def halved(png):
    """Every second pixel of every second line of a PNG of 8-bit RGB without filters."""
    width, height = struct.unpack(">II", png[16:24])
    data = zlib.decompress(b"".join(body for kind, body in chunks(png) if kind == b"IDAT"))
    lines = [data[at + 1 : at + 1 + 3 * width] for at in range(0, len(data), 3 * width + 1)]
    small = b"".join(
        b"\0" + b"".join(line[at : at + 3] for at in range(0, 3 * width - 3, 6)) for line in lines[: height - 1 : 2]
    )
    header = struct.pack(">IIBBBBB", width // 2, height // 2, 8, 2, 0, 0, 0)
    return SIGNATURE + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(small)) + chunk(b"IEND", b"")


def chunks(png):
    at = len(SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
