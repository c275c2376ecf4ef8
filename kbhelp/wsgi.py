import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kbhelp.settings")
application = get_wsgi_application()

# ruff: noqa: E402 – what follows needs the settings
from django.db import connection

from kbhelp.background import Repeated
from kbhelp.schema import refuse_newer_database
from kbhelp.search import counting
from kbhelp.search.korean import analyser

refuse_newer_database()
connection.close()  # this thread asks nothing more
analyser.load()  # in the background: until then the plain analyser answers
Repeated(counting.write, every=10).start()
