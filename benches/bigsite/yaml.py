"""Writes YAML as staff do: blocks for what is long, one line for a few plain values."""

import json
import re

PLAIN = re.compile(r"[A-Za-z\u0e00-\u0e7f][A-Za-z0-9\u0e00-\u0e7f ._()/-]*|\d{4}-\d\d-\d\d")


def document(value):
    """A mapping, as the lines of a file."""
    return "".join(line + "\n" for line in _mapping(value))


def _mapping(value):
    for key, it in value.items():
        if isinstance(it, list) and any(isinstance(entry, dict) for entry in it):
            yield f"{key}:"
            for entry in it:
                first, *rest = _mapping(entry)
                yield f"  - {first}"
                yield from (f"    {line}" for line in rest)
        elif isinstance(it, dict) and len(it) > 2:
            yield f"{key}:"
            yield from (f"  {line}" for line in _mapping(it))
        else:
            yield f"{key}: {_in_line(it)}"


def _in_line(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_in_line(it)}" for key, it in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_in_line, value)) + "]"
    if isinstance(value, str) and PLAIN.fullmatch(value):
        return value
    return json.dumps(value, ensure_ascii=False)
