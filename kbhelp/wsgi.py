import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kbhelp.settings")
application = get_wsgi_application()

from django.db import connection  # noqa: E402 – what follows needs the settings

from kbhelp.schema import refuse_newer_database  # noqa: E402
from kbhelp.search.korean import analyser  # noqa: E402

refuse_newer_database()
connection.close()  # this thread asks nothing more
analyser.load()  # in the background: until then the plain analyser answers
