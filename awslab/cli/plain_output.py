"""Output to a terminal or file that is not UTF-8: every character that it lacks becomes plain letters."""

from __future__ import annotations

import codecs
import io
import sys

_ERRORS = "awslab-plain"
_ASCII = "awslab-ascii"
_PLAIN = {
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("\u2018\u2019\u201a", "'"),  # single quotation marks
    **dict.fromkeys("\u2013—\u2212\u2011─━", "-"),  # dashes, a minus sign, a hyphen that does not break, lines
    **dict.fromkeys("█▓", "#"),
    "…": "...",
    "→": "->",
    "←": "<-",
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
    "\u00d7": "x",
    "•": "*",
    "·": "-",
    "✓": "+",
    "✗": "x",
    "○": "o",
    "◐": "o",
    "▸": ">",
    "▒": "=",
    "░": ".",
    "│": "|",
}


def prepare_streams() -> None:
    """Let stdout and stderr write plain letters for what they cannot encode, and stdin read whatever comes."""
    codecs.register_error(_ERRORS, _plain_letters)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=_writable_encoding(stream.encoding), errors=_ERRORS)
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")


def is_unicode_output() -> bool:
    """Whether stdout can write every character."""
    return codecs.lookup(sys.stdout.encoding).name.startswith("utf")


def plain_text(text: str) -> str:
    """Return the text in ASCII: known signs by their like, letters without their accents, anything else as “?”."""
    import unicodedata

    letters = []
    for character in text:
        letter = _PLAIN.get(character)
        if letter is None:
            letter = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode() or "?"
        letters.append(letter)
    return "".join(letters)


def _plain_letters(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    return plain_text(error.object[error.start : error.end]), error.end


def _writable_encoding(encoding: str) -> str:
    """Return the encoding; ASCII under another name, since click writes UTF-8 to a stream that says it is ASCII."""
    if codecs.lookup(encoding).name != "ascii":
        return encoding
    codecs.register(_find_ascii)
    return _ASCII


def _find_ascii(name: str) -> codecs.CodecInfo | None:
    if name.replace("_", "-") != _ASCII:
        return None
    ascii_codec = codecs.lookup("ascii")
    return codecs.CodecInfo(
        ascii_codec.encode,
        ascii_codec.decode,
        incrementalencoder=ascii_codec.incrementalencoder,
        incrementaldecoder=ascii_codec.incrementaldecoder,
        name=_ASCII,
    )
