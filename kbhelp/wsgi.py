"""The site for any WSGI server; bin/serve uses kbhelp.rsgi."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kbhelp.settings")
application = get_wsgi_application()

from kbhelp.schema import refuse_newer_database  # noqa: E402 – what it asks needs the settings

refuse_newer_database()
