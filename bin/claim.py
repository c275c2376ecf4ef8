"""Claims a port for the shell that runs this: python bin/claim.py HOST PORT; prints the address to listen at.

The lock is flock(2) on descriptor 8, which the shell opened and passes on: it is the shell's, stays with whatever the
shell becomes by exec, and ends with it, however it ends. In Python, since macOS has no flock command.

Whether the port is free must be asked beforehand: granian shares ports (SO_REUSEPORT) and would serve beside the other
program without a word. It also takes an address only, so that a name like localhost is looked up here.
"""

import fcntl
import socket
import sys

LOCK = 8


def free_address(host: str, port: int) -> str:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    family, kind, protocol, _, address = min(found)  # IPv4 before IPv6
    with socket.socket(family, kind, protocol) as probe:
        # As servers do: connections that have ended do not count as taking the port.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)
    return address[0]


def claim(host: str, port: int) -> str:
    try:
        fcntl.flock(LOCK, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise SystemExit(
            f"이 사이트가 이미 {port}번 포트에서 실행 중입니다. 끄거나 PORT를 바꾸세요."
        ) from None
    try:
        return free_address(host, port)
    except OSError as error:
        raise SystemExit(
            f"{host}:{port}에서 시작할 수 없습니다({error}). 다른 프로그램이 쓰고 있으면 PORT를 바꾸세요."
        ) from None


if __name__ == "__main__":
    print(claim(sys.argv[1], int(sys.argv[2])))
