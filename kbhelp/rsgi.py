"""The site as bin/serve starts it, with all that a serving process does beside answering."""

# ruff: noqa: E402, I001 – what follows needs the settings, and they that
import os
import threading

os.environ["KBHELP_SERVING"] = "1"

from kbhelp.wsgi import application as django_application

from django.conf import settings
from django.db import connection

from kbhelp import metrics
from kbhelp.audit import seals
from kbhelp.background import Repeated
from kbhelp.due_changes import Due
from kbhelp.feedback import choices
from kbhelp.feedback.page_views import PageViews
from kbhelp.notices.models import Notice
from kbhelp.pagecache import LOOK_SECONDS, PageCache, Shelf, Watch
from kbhelp.search import counting
from kbhelp.search.korean import analyser
from kbhelp.search.query import chosen
from kbhelp.search.semantic.making import Making
from kbhelp.serving import Server
from kbhelp.site.words.kept import kept


def follow(name: str, number):
    Repeated(metrics.Followed(name, number).follow, every=FOLLOW_SECONDS).start()


FOLLOW_SECONDS = 2  # how old what is counted without a lock may be at /metrics

if settings.METRICS_TOKEN:
    metrics.begin()
    django_application = metrics.Made(django_application)

if settings.PAGE_CACHE_BYTES:
    shelf = Shelf(settings.PAGE_CACHE_BYTES)
    watch = Watch(shelf, [Notice.objects.next_change, kept.next_change])
    pages = PageCache(django_application, shelf, watch)
    watch.look_if_possible()
    Repeated(watch.look, every=LOOK_SECONDS).start()
    Repeated(Due().look, every=LOOK_SECONDS).start()  # a page from memory asks nobody
    Repeated(shelf.compress_better, every=LOOK_SECONDS).start()
    Repeated(PageViews(shelf.take_opened).write, every=10).start()
    application = Server(pages, settings.THREADS, pages.from_memory)
else:
    shelf, application = None, Server(django_application, settings.THREADS)
if settings.METRICS_TOKEN:
    follow("turned_away", lambda: application.turned_away)
    follow("memory_answers", shelf.count_given_again if shelf else lambda: 0)
connection.close()  # this thread asks nothing more
# In the background, and not before the first readers are answered: Kiwi, while it loads, holds the interpreter for half
# a second at a time. Until it is there the plain analyser answers.
loading = threading.Timer(1, analyser.load)
loading.daemon = True
loading.start()
Repeated(counting.write, every=10).start()
Repeated(choices.write, every=10).start()
if settings.LEARNING:
    Repeated(chosen.look_again, every=300).start()
if settings.SEMANTIC:
    Repeated(Making().step, every=1, at_end=False).start()
Repeated(seals.seal, every=600).start()
