"""The least that Python can do: an application that answers the bytes and headers of a file, whatever is asked.

BARE_ANSWER names the file: the headers as JSON in its first line, the body behind it.
"""

import json
import os
from pathlib import Path

_answer = Path(os.environ["BARE_ANSWER"]).read_bytes() if "BARE_ANSWER" in os.environ else b"[]\n"
_head, _, BODY = _answer.partition(b"\n")
HEADERS = [tuple(pair) for pair in json.loads(_head)]


async def application(scope, protocol):
    protocol.response_bytes(200, HEADERS, BODY)
