"""A call as it came over the line: unpacked, and read when it was too long for an address."""

import zlib
from collections.abc import Mapping

# What Google takes at most, in bytes, once it is unpacked.
LARGEST = 64 * 2**20
FORM = "application/x-www-form-urlencoded"


def unpacked(headers: Mapping[str, str], body: bytes) -> bytes:
    """The body without its `Content-Encoding: gzip`; as it came where it is no gzip or too much."""
    if headers.get("content-encoding", "").lower() != "gzip":
        return body
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        text = unpacker.decompress(body, LARGEST)
    except zlib.error:
        return body
    return text if unpacker.eof else body


def as_meant(
    method: str, raw_query: str, headers: Mapping[str, str], body: bytes
) -> tuple[str, str, bytes]:
    """(method, query, body) of a call; a read whose address would be too long comes as POST of a
    form with `X-HTTP-Method-Override: GET` (google-api-python-client, from 2,048 letters on)."""
    meant = headers.get("x-http-method-override", "").upper()
    if method != "POST" or not meant:
        return method, raw_query, body
    if meant == "GET" and headers.get("content-type", "").partition(";")[0].strip() == FORM:
        form = body.decode("utf-8", "replace")
        return meant, "&".join(part for part in (raw_query, form) if part), b""
    return meant, raw_query, body
