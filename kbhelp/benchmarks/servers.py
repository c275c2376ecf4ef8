"""The servers that are measured, each in a process of its own: ours, a bare callable, nginx."""

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

START_SECONDS = 120
LOADED = 15  # seconds after which a server of ours has its analyser and its pages
GRANIAN = ["--interface", "rsgi", "--http", "1", "--no-ws", "--host", "127.0.0.1", "--workers", "1"]
GRANIAN += ["--backlog", "2048", "--backpressure", "1024", "--no-access-log", "--log-level", "warning"]


def needed(*programs: str):
    """Stop with the name of what the distribution's packages would install."""
    for program in programs:
        if not shutil.which(program):
            raise SystemExit(f"{program} is missing: apt-get install {program}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def granian(application: str, port: int | None = None, **variables: str):
    """The address of a server of ours with this application, answering; and its process."""
    port = port or free_port()
    address = f"http://127.0.0.1:{port}"
    variables = {"KBHELP_SITE_URL": address, "PORT": str(port)} | variables
    command = [sys.executable, "-m", "granian", application, *GRANIAN, "--port", str(port)]
    with running(command, address, os.environ | variables) as process:
        yield address, process


@contextmanager
def nginx(folder: Path, server: str):
    """nginx with this server block, which listens at PORT; everything of it lies in the folder."""
    port = free_port()
    (folder / "nginx.conf").write_text(
        f"pid {folder}/pid; error_log {folder}/error.log; worker_processes 1; daemon off;\n"
        "events { worker_connections 4096; }\n"
        f"http {{ access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;\n"
        f"types {{ text/html html; }}\n{server.replace('PORT', str(port))}\n}}\n"
    )
    address = f"http://127.0.0.1:{port}"
    command = [
        shutil.which("nginx"),
        "-p",
        str(folder),
        "-c",
        str(folder / "nginx.conf"),
        "-e",
        f"{folder}/error.log",
    ]
    with running(command, address, os.environ) as process:
        yield address, process


@contextmanager
def running(command: list[str], address: str, environment):
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(address, process)
        yield process
    finally:
        process.terminate()
        process.wait(20)


def wait_for(address: str, process) -> float:
    """Seconds until it answers."""
    begin = time.perf_counter()
    while time.perf_counter() - begin < START_SECONDS and process.poll() is None:
        try:
            urlopen(address, timeout=30).close()
        except HTTPError:
            pass
        except (URLError, OSError):
            time.sleep(0.02)
            continue
        return time.perf_counter() - begin
    raise SystemExit(f"did not answer: {address}")
