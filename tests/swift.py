"""OpenStack's Swift from Debian's packages with its S3 interface: a real object storage, all of it on this machine.

One proxy, one server each for accounts, containers and objects, one copy of everything; no memcached.
"""

import getpass
import shutil
import subprocess
import time
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from tests.site import ROOT, free_port

PACKAGES = ("swift-proxy", "swift-account", "swift-container", "swift-object")
MISSING = f"Swift가 필요합니다. Debian·Ubuntu: sudo apt-get install {' '.join(PACKAGES)}"
KEY, SECRET = "site:operator", "secret/of+storage"
COMMON = """
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
user = {user}
swift_dir = {folder}
devices = {folder}/devices
mount_check = false
workers = 0
log_address = {folder}/no-log
"""
STORED = "[pipeline:main]\npipeline = {kind}-server\n[app:{kind}-server]\nuse = egg:swift#{kind}\n"
PROXY = f"""
[pipeline:main]
pipeline = catch_errors cache listing_formats s3api tempauth slo dlo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:1
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:s3api]
use = egg:swift#s3api
location = kr-1
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
[filter:tempauth]
use = egg:swift#tempauth
user_{KEY.replace(":", "_")} = {SECRET} .admin
"""


class Swift:
    """`with Swift(folder) as storage`: storage.address answers S3."""

    def __init__(self, folder: Path):
        self.folder, self.processes = folder, []
        self.ports = {kind: free_port() for kind in ("proxy", "account", "container", "object")}
        self.address = f"http://127.0.0.1:{self.ports['proxy']}"

    def __enter__(self):
        if not shutil.which("swift-proxy-server"):
            subprocess.run([ROOT / "bin" / "debian", *PACKAGES], check=False)
        assert shutil.which("swift-proxy-server"), MISSING
        (self.folder / "devices" / "disk").mkdir(parents=True)
        (self.folder / "swift.conf").write_text(
            "[swift-hash]\nswift_hash_path_suffix = ending\nswift_hash_path_prefix = beginning\n"
            "[storage-policy:0]\nname = one\ndefault = yes\n"
        )
        for kind in ("account", "container", "object"):
            self.make_ring(kind)
            self.start(kind, STORED.format(kind=kind))
        self.start("proxy", PROXY)
        self.wait()
        return self

    def __exit__(self, *failure):
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(20)

    def make_ring(self, kind: str):
        """Who keeps what: the one server."""
        builder = str(self.folder / f"{kind}.builder")
        where = f"r1z1-127.0.0.1:{self.ports[kind]}/disk"
        for arguments in (["create", "4", "1", "1"], ["add", where, "1"], ["rebalance"]):
            done = subprocess.run(
                ["swift-ring-builder", builder, *arguments], capture_output=True, text=True, check=False
            )
            assert done.returncode in (0, 1), done.stdout + done.stderr  # 1: with a warning

    def start(self, kind: str, more: str):
        about = COMMON.format(port=self.ports[kind], user=getpass.getuser(), folder=self.folder)
        file = self.folder / f"{kind}-server.conf"
        file.write_text(about + more)
        with (self.folder / f"{kind}.log").open("w") as log:
            command = [f"swift-{kind}-server", str(file), "-v"]
            self.processes.append(subprocess.Popen(command, stdout=log, stderr=log))

    def wait(self):
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                urlopen(self.address, timeout=5).close()
            except HTTPError:
                return
            except (URLError, OSError):
                time.sleep(0.1)
        raise AssertionError("\n".join(log.read_text() for log in self.folder.glob("*.log")))
