"""The provider's process: python -m tests.identity PORT FOLDER WAY-BACK..."""

import sys
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django

django.setup()

from allauth.idp.oidc.models import Client  # noqa: E402 – what is asked of the database needs the settings
from django.contrib.auth.hashers import make_password  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402

from tests.identity import CLIENT, PEOPLE, SECRET  # noqa: E402


class Threaded(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Silent(WSGIRequestHandler):
    def log_message(self, *said):
        pass


port, _, *ways_back = sys.argv[1:]
call_command("migrate", verbosity=0)
for name in PEOPLE:
    User.objects.create_user(name, f"{name}@company.example")
Client.objects.create(
    id=CLIENT,
    name="desk",
    secret=make_password(SECRET),
    redirect_uris="\n".join(ways_back),
    skip_consent=True,
)
with make_server("127.0.0.1", int(port), get_wsgi_application(), Threaded, Silent) as server:
    print("serving", flush=True)
    server.serve_forever()
