"""deploy/nginx.conf in a real nginx, before processes of bin/serve; ports, paths and certificate are its own."""

import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from http.client import HTTPSConnection
from pathlib import Path

from tests.site import ROOT, free_port

NAME = "help.example.kr"
MISSING = "nginx와 openssl이 필요합니다. Debian·Ubuntu: sudo apt-get install nginx openssl, macOS: brew install nginx"
SITE_FILE = ROOT / "deploy" / "nginx.conf"
AROUND = """
{user}daemon off;
pid {folder}/pid;
error_log {folder}/error.log error;
events {{}}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def found(program: str) -> str:
    path = os.pathsep.join([os.environ["PATH"], "/usr/sbin", "/usr/local/sbin"])
    where = shutil.which(program, path=path)
    assert where, MISSING
    return where


def untrusting() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


class Nginx:
    """`upstream`: the ports of the site's processes. `changes`: what else the test's own copy has otherwise."""

    def __init__(self, folder: Path, upstream: list[int], changes: dict[str, str]):
        self.folder, self.port, self.plain_port = folder, free_port(), free_port()
        folder.mkdir()
        self.make_certificate()
        (folder / "site.conf").write_text(self.site_file(upstream, changes), encoding="utf-8")
        user = "user root;\n" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(AROUND.format(user=user, folder=folder))
        self.command = [found("nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf")]

    def make_certificate(self):
        command = [found("openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
        command += ["-nodes", "-days", "2", "-subj", f"/CN={NAME}", "-keyout", "key.pem", "-out", "cert.pem"]
        subprocess.run(command, cwd=self.folder, check=True, capture_output=True)

    def site_file(self, upstream: list[int], changes: dict[str, str]) -> str:
        text = SITE_FILE.read_text(encoding="utf-8")
        others = {
            r"^ +listen \[::\].*\n": "",
            r"\blisten 443\b": f"listen 127.0.0.1:{self.port}",
            r"\blisten 80\b": f"listen 127.0.0.1:{self.plain_port}",
            r"/etc/letsencrypt/live/[^/]+/fullchain\.pem": f"{self.folder}/cert.pem",
            r"/etc/letsencrypt/live/[^/]+/privkey\.pem": f"{self.folder}/key.pem",
            r"/var/cache/nginx/kbhelp": f"{self.folder}/cache",
            r"/var/log/nginx/": f"{self.folder}/",
            r"127\.0\.0\.1:8000": f"127.0.0.1:{upstream[0]}",
            r"127\.0\.0\.1:8001": f"127.0.0.1:{upstream[1]}",
        }
        for pattern, other in (others | changes).items():
            text, number = re.subn(pattern, other, text, flags=re.MULTILINE)
            assert number, f"deploy/nginx.conf has no {pattern}"
        return text

    def __enter__(self):
        test = subprocess.run([*self.command, "-t"], check=False, capture_output=True, text=True)
        assert test.returncode == 0, test.stderr
        self.process = subprocess.Popen(self.command, stderr=subprocess.DEVNULL)
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            time.sleep(0.05)
        raise AssertionError((self.folder / "error.log").read_text())

    def __exit__(self, *failure):
        self.process.terminate()
        self.process.wait(20)

    def ask(self, path, method="GET", body=None, reader="127.0.0.1", **headers):
        """(status, headers in lower case, bytes); `reader` is the address from which is asked."""
        connection = HTTPSConnection(
            "127.0.0.1", self.port, timeout=30, context=untrusting(), source_address=(reader, 0)
        )
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, {"Host": NAME} | named)
            answer = connection.getresponse()
            return answer.status, {key.lower(): value for key, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def log(self) -> str:
        return (self.folder / "kbhelp.log").read_text(encoding="utf-8")
