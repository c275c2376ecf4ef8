"""What readers and editors wait for on the site in KBHELP_DATA, beside the least that Python and nginx can do."""

import json
import random
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote
from urllib.request import Request, urlopen

from kbhelp import live
from kbhelp.benchmarks import corpus, desk
from kbhelp.benchmarks.figures import memory, p50, p95, side_by_side, times
from kbhelp.benchmarks.servers import LOADED, granian, needed, nginx
from kbhelp.publishing.kinds import kinds
from kbhelp.publishing.models import Document, Edition

SITE = "kbhelp.rsgi:application"
FIRST_PAGES = {"home": "/", "guides": "/guides/", "questions": "/faq/", "checklists": "/checklists/"}
FIRST_PAGES |= {
    "sources": "/sources/",
    "feed": "/feed/",
    "sitemap": "/sitemap.xml",
    "sitemap part": "/sitemap-documents.xml",
}
FIRST_PAGES |= {"llms.txt": "/llms.txt"}
QUERIES = [
    "발급이 안 돼요",
    "비밀번호 오류",
    "ㅇㅈㅅ",
    "dlswmdtj",
    "등록할 수 없는 번호",
    "휴대폰 바꿨어요",
]
PUBLISHED, FIRST = 30, 5  # of a process that has just started, the first few are left out, as with pages
STATIC = "server { listen 127.0.0.1:PORT; location / { root FOLDER; add_header Content-Encoding br; } }"
# Only a site that knows of a proxy says how long it may keep a page.
BEHIND = {
    "KBHELP_SITE_URL": "https://help.example.kr",
    "KBHELP_HOSTS": "help.example.kr",
    "KBHELP_BEHIND_PROXY": "1",
}
# As deploy/nginx.conf keeps pages: without a lock, for which every second all would wait for half of it.
FRONT = """
proxy_cache_path FOLDER/kept keys_zone=kept:10m;
upstream site { server SITE; }
server {
  listen 127.0.0.1:PORT;
  location / {
    proxy_pass http://site;
    proxy_http_version 1.1;
    proxy_set_header Connection "";
    proxy_set_header Host help.example.kr;
    proxy_set_header X-Forwarded-Proto https;
    proxy_cache kept;
    open_file_cache max=200 inactive=60s;
  }
}
"""


def run(say: Callable[[str], None]):
    needed("wrk", "nginx")
    say(f"| what | {Document.objects.live().count():,} documents |")
    say("|---|---|")
    for part in (served(), made(), desk.opened(SITE), changed()):
        for name, value in part:
            say(f"| {name} | {value} |")


def guide_url() -> str:
    edition = Edition.objects.live().filter(document__kind="guide").order_by("document").first()
    return kinds()["guide"].url_of(edition.slug)


def served():
    """From memory, side by side with the same bytes from a bare callable, nginx and Django's cache."""
    with tempfile.TemporaryDirectory() as name:
        folder, begin = Path(name), time.perf_counter()
        folder.chmod(0o755)
        with granian(SITE) as (site, process):
            yield "start to first answer", f"{time.perf_counter() - begin:.1f} s"
            etag = kept(site + guide_url(), folder)
            yield from compared(rates(site, etag, folder))
            yield "memory of the worker and its parent", f"{memory(process):.0f} MB"


def rates(site: str, etag: str, folder: Path) -> dict[str, float]:
    brotli = {"Accept_Encoding": "br"}
    with ExitStack() as stack:
        behind = stack.enter_context(granian(SITE, **BEHIND))[0]
        single, bare, static, front, django = (
            stack.enter_context(server)[0]
            for server in (
                granian(SITE, KBHELP_THREADS="1"),
                granian("kbhelp.benchmarks.bare:application", BARE_ANSWER=str(folder / "answer")),
                nginx(below(folder, "static"), STATIC.replace("FOLDER", str(folder))),
                nginx(
                    below(folder, "front"), FRONT.replace("FOLDER", str(folder)).replace("SITE", behind[7:])
                ),
                granian(SITE, DJANGO_SETTINGS_MODULE="kbhelp.benchmarks.django_cache"),
            )
        )
        return side_by_side(
            site=(site + guide_url(), brotli),
            one_thread=(single + guide_url(), brotli),
            unchanged=(site + guide_url(), brotli | {"If_None_Match": etag}),
            bare=(f"{bare}/", brotli),
            nginx=(f"{static}/page.html", brotli),
            front=(front + guide_url(), brotli),
            django=(django + guide_url(), {"Accept_Encoding": "gzip"}),
        )


def compared(rates: dict[str, float]):
    for name, rate in rates.items():
        yield f"{name.replace('_', ' ')}, answers a second", f"{rate:,.0f}"
    yield "a page from memory against a bare callable", f"{rates['site'] / rates['bare']:.2f}"
    yield "304 against 200", f"{rates['unchanged'] / rates['site']:.2f}"
    yield "behind nginx with the micro-cache against nginx's file", f"{rates['front'] / rates['nginx']:.2f}"
    for name, threads in (("site", "four threads"), ("one_thread", "one thread")):
        yield f"without a front against nginx's file, {threads}", f"{rates[name] / rates['nginx']:.2f}"
    yield "against Django's cache middleware", f"{rates['site'] / rates['django']:.1f} ×"


def below(folder: Path, name: str) -> Path:
    (folder / name).mkdir()
    return folder / name


def kept(url: str, folder: Path) -> str:
    """The page as it comes once it is compressed best, for the bare callable and for nginx; returns its ETag."""
    for _ in range(3):
        urlopen(Request(url, headers={"Accept-Encoding": "br"})).read()
    time.sleep(2.5)
    answer = urlopen(Request(url, headers={"Accept-Encoding": "br"}))
    body = answer.read()
    sent = [(name, value) for name, value in answer.getheaders() if name.lower() not in {"server", "date"}]
    (folder / "answer").write_bytes(json.dumps(sent).encode() + b"\n" + body)
    (folder / "page.html").write_bytes(body)
    return answer.headers["ETag"]


def made():
    """Made for one reader, nothing from memory: what the first one after a change waits for."""
    with granian(SITE, KBHELP_PAGE_CACHE="0") as (site, _):
        time.sleep(LOADED)
        pages = {"a guide": guide_url()} | FIRST_PAGES
        for path in pages.values():
            times(site + path)  # a machine that has slept for a while takes its time
        for name, path in pages.items():
            found = times(site + path)
            yield f"{name}, made", f"p50 {p50(found):.1f} ms, p95 {p95(found):.1f} ms"
        yield from searched(site)


def searched(site: str):
    found = [one for query in QUERIES for one in times(f"{site}/search/?q={quote(query)}", number=20)]
    yield "search page", f"p50 {p50(found):.1f} ms, p95 {p95(found):.1f} ms"


def changed():
    """One guide after another, with a sentence more, published as an editor's button does it."""
    guides = list(kinds()["guide"].objects.filter(live__isnull=False).order_by("pk")[:PUBLISHED])
    chance, found = random.Random(time.time_ns()), []
    for guide in guides[-FIRST:] + guides:
        guide.body = f"{guide.body}\n\n{corpus.sentences(chance, 1)}"
        guide.save()
        begin = time.perf_counter()
        live.publish(guide)
        found.append((time.perf_counter() - begin) * 1000)
    found = found[FIRST:]
    yield "publish one guide", f"p50 {p50(found):.0f} ms, p95 {p95(found):.0f} ms"
