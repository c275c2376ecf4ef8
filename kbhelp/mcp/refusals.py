"""What is refused before the protocol has read it (a forged Origin, a body too large), in the protocol's own form."""

import json

PATH, LONGEST_PORT = "/mcp", 5
INVALID_REQUEST = -32600  # of JSON-RPC
SAID = {
    400: "Bad request: a POST of application/json is expected",
    403: "This Origin may not ask here: KBHELP_MCP_ORIGINS",
    404: "There is nothing here but /mcp",
    405: "Only POST is taken: there are no sessions here",
    406: "The client must accept application/json",
    413: "The body is too large",
    421: "This Host is not answered: KBHELP_MCP_HOSTS",
}


def in_protocol(app):
    """Around an ASGI app: an error of plain text becomes one of JSON-RPC; what has that form already stays. Only POST
    is let through, since a GET would hold a stream on which nothing ever comes."""

    async def answer(scope, receive, send):
        if scope["type"] != "http":
            await app(scope, receive, send)
        elif scope["method"] != "POST":
            await refuse(405, [(b"allow", b"POST")], send)
        elif scope["path"] != PATH:
            await refuse(404, [], send)  # no redirect to the Host that was sent
        elif told := forged(scope["headers"]):
            await refuse(told, [], send)
        else:
            await app(scope, receive, saying(send))

    return answer


def forged(headers: list[tuple[bytes, bytes]]) -> int:
    """What the SDK would let through: it takes whatever follows `127.0.0.1:` for a port."""
    for name, value in headers:
        told = {b"host": 421, b"origin": 403}.get(name.lower())
        port = value.rpartition(b"//")[2].rpartition(b"]")[2].partition(b":")[2]
        if told and port and not (port.isdigit() and len(port) <= LONGEST_PORT):
            return told
    return 0


def saying(send):
    """`send`, but that an error of plain text is left out and said anew."""
    refused = []

    async def say(message):
        if message["type"] == "http.response.start" and is_plain(message):
            refused.append(message["status"])
            await refuse(message["status"], [], send)
        elif not refused:
            await send(message)

    return say


async def refuse(status: int, headers: list[tuple[bytes, bytes]], send):
    error = {"code": INVALID_REQUEST, "message": SAID.get(status, "The request could not be answered")}
    body = json.dumps({"jsonrpc": "2.0", "id": None, "error": error}).encode()
    headers = [
        *headers,
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def is_plain(message: dict) -> bool:
    kinds = [value for name, value in message["headers"] if name.lower() == b"content-type"]
    return message["status"] >= 400 and not any(kind.startswith(b"application/json") for kind in kinds)
