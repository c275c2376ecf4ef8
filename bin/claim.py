"""Claims a port and the data folder for the shell that runs this: python bin/claim.py HOST PORT, prints the address.

The locks are flock(2) on descriptors that the shell opened and passes on, so that they are the shell's, stay with
whatever it becomes by exec, and end with it, however it ends. Done in Python since macOS has no flock command.
Descriptor 8: one server for a port, for the server's whole life. Descriptor 9: two starts on one data folder prepare
it one after the other.

Whether the port is free must be asked beforehand: granian shares ports (SO_REUSEPORT) and would serve beside the other
program without a word. It also takes an address only, so that a name like localhost is looked up here.
"""

import fcntl
import socket
import sys

SERVER, FOLDER = 8, 9


def free_address(host: str, port: int) -> str:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    family, kind, protocol, _, address = min(found)  # IPv4 before IPv6
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(
            socket.SOL_SOCKET, socket.SO_REUSEADDR, 1
        )  # as servers do: past connections do not count
        probe.bind(address)
    return address[0]


def claim(host: str, port: int) -> str:
    try:
        fcntl.flock(SERVER, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise SystemExit(
            f"이 사이트가 이미 {port}번 포트에서 실행 중입니다. 끄거나 PORT를 바꾸세요."
        ) from None
    try:
        address = free_address(host, port)
    except OSError as error:
        raise SystemExit(
            f"{host}:{port}에서 시작할 수 없습니다({error}). 다른 프로그램이 쓰고 있으면 PORT를 바꾸세요."
        ) from None
    fcntl.flock(FOLDER, fcntl.LOCK_EX)
    return address


if __name__ == "__main__":
    print(claim(sys.argv[1], int(sys.argv[2])))
