import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kbhelp.settings")
application = get_wsgi_application()

from kbhelp.search.korean import analyser  # noqa: E402 – needs the settings

analyser.load()  # in the background: until then the plain analyser answers
