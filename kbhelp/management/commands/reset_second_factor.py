from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from kbhelp.audit.acts import Act, record
from kbhelp.signin.resetting import reset


class Command(BaseCommand):
    help = "Take the second factor from somebody who lost phone and recovery codes, and end all sessions of theirs."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *args, username, **options):
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"nobody is called {username!r}")
        ended = reset(user)
        record(Act.Kind.ACCOUNT, "두 번째 확인을 지움", of=user)
        self.stdout.write(
            f"The second factor of {username} is gone, {ended} sessions are ended. They turn it on again at the next "
            "sign-in. Make sure that it was they who asked."
        )
