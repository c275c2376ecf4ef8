"""Everything bin/serve needs before it serves, in one process; a second run finds all of it done."""

import contextlib
import fcntl
import hashlib
import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kbhelp import live
from kbhelp.exchange.folder import ImportRefused, import_folder
from kbhelp.markdown import RENDERER
from kbhelp.publishing.models import Document, Edition, Mention
from kbhelp.publishing.pictures import gather_pictures
from kbhelp.publishing.uses import note_everything
from kbhelp.schema import refuse_newer_database, refuse_unfit_database
from kbhelp.search.vocabulary import glossary, renewing
from kbhelp.site.models import SiteProfile
from kbhelp.site.words.kept import bring_words_in, desk_of_folder, has_words, of_folder

PREPARING = 5_271_009  # which of the database's advisory locks is ours


class Command(BaseCommand):
    help = "Migrate, collect statics, fill an empty database with content/ and vocabulary, make the first superuser."

    def execute(self, *args, **options):
        """Before the system checks, which ask the database what it can and the profile for its words."""
        refuse_unfit_database()
        make_database_file()
        try:
            if not has_words():
                of_folder()
            return super().execute(*args, **options)
        except ImportRefused as refusal:
            said = (
                f"글 폴더에 고칠 것이 {len(refusal.problems)}개 있어 시작하지 않았습니다: {settings.CONTENT}"
            )
            raise SystemExit("\n".join([*map(str, refusal.problems), said])) from None

    def handle(self, **options):
        settings.DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
        settings.MEDIA_ROOT.mkdir(exist_ok=True)
        with one_at_a_time():
            refuse_newer_database()
            executor = MigrationExecutor(connection)
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                call_command("migrate", verbosity=0, interactive=False)
            collect_statics()
            self.fill()
            renew_vocabulary()
            self.note_what_is_used()
            self.say_what_an_older_renderer_made()
            self.say_that_another_analyser_made_the_index()
            self.make_first_superuser()

    def fill(self):
        """An empty database from the folder; one that an older release filled gets the site's own words alone."""
        if not Document.objects.exists():
            made = import_folder(settings.CONTENT)
            self.stdout.write(f"첫 글 {made}편을 가져왔습니다.")
        elif not SiteProfile.objects.exists():
            bring_words_in()
        elif (given := desk_of_folder()) not in ("", held := SiteProfile.objects.get().desk):
            raise SystemExit(
                f"이 자료는 다른 헬프데스크({held})의 것이고 글 폴더는 {given}의 것입니다: {settings.CONTENT}."
                " 그 폴더의 site.md에서 desk를 바꾸었으면 되돌리세요. 새 헬프데스크는 이름이 다른 폴더로 시작합니다."
                " 그 밖에는 KBHELP_DATA나 KBHELP_CONTENT를 확인하세요."
            )

    def note_what_is_used(self):
        """For a database that was filled by an older release."""
        gather_pictures()
        if not Mention.objects.exists():
            note_everything()

    def say_what_an_older_renderer_made(self):
        number = Edition.objects.current().exclude(renderer=RENDERER).count()
        if number:
            self.stdout.write(
                f"공개 중이거나 예약한 글 {number}편의 화면을 지금과 다른 변환기가 만들었습니다."
                " manage.py rerender 를 실행하면 새로 만듭니다."
            )

    def say_that_another_analyser_made_the_index(self):
        if live.is_of_another_analyser():
            self.stdout.write(
                "검색 색인을 지금과 다른 분석기가 만들었습니다. 새로 만들 때까지 검색이 덜 찾을 수 있습니다."
                " manage.py rebuild_search 를 실행하면 새로 만듭니다."
            )

    def make_first_superuser(self):
        users = get_user_model().objects
        if users.filter(is_superuser=True).exists():
            return
        password = secrets.token_urlsafe(15)
        users.create_superuser("admin", password=password)
        self.stdout.write("편집실(/admin/)의 첫 관리자를 만들었습니다. 이 비밀번호는 다시 보이지 않습니다.")
        self.stdout.write(f"  아이디 admin\n  비밀번호 {password}")


def renew_vocabulary():
    """The words of this release, under what editors made of those before; nothing is written where they are there."""
    if not renewing.renewal():
        return
    with live.turn():  # all of it, or the next start does it
        found = renewing.renew()
        if found.shown or found.gone:
            glossary.write_shipped([glossary.key_of(term.pk) for term in found.gone])


@contextlib.contextmanager
def one_at_a_time():
    """Two starts on the same data wait for each other, and two machines on one database."""
    with (settings.DATA_DIR / "prepare.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with one_machine_at_a_time() if connection.vendor == "postgresql" else contextlib.nullcontext():
            yield


@contextlib.contextmanager
def one_machine_at_a_time():
    """By a lock that belongs to a connection of its own, so that it goes whatever becomes of this process."""
    holder = connection.copy()
    try:
        with holder.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [PREPARING])
        yield
    finally:
        holder.close()


def make_database_file():
    """SQLite is opened without the right to create: only here does a new file come into being, and never in the place
    of one that was served from."""
    file = settings.DATA_DIR / "kbhelp.sqlite3"
    if str(file) not in str(connection.settings_dict["NAME"]):  # PostgreSQL, or a test's own
        return
    if file.exists() and file.stat().st_size:
        return
    stamp = settings.DATA_DIR / "static.stamp"
    if stamp.exists():
        how = "비어 있습니다" if file.exists() else "없습니다"
        raise SystemExit(
            f"데이터베이스 파일이 {how}: {file}. 백업에서 되살리세요. 빈 사이트로 시작하려면 {stamp} 를 지우세요."
        )
    settings.DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.touch(mode=0o600)


def collect_statics():
    """Only when a static file or the code that hashes them has changed, or what was collected is no longer there."""
    stamp = settings.DATA_DIR / "static.stamp"
    state = hashlib.sha256()
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            state.update(f"{path} {storage.size(path)} {storage.get_modified_time(path)}".encode())
    state.update(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    if collected_before() and stamp.exists() and stamp.read_text() == state.hexdigest():
        return
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(state.hexdigest())


def collected_before() -> bool:
    """Whether the folder is whole as far as its own list of names says; without hashed names there is no list."""
    names = getattr(staticfiles_storage, "hashed_files", None)
    if names is None:
        return settings.STATIC_ROOT.is_dir()
    return bool(names) and all((settings.STATIC_ROOT / name).exists() for name in names.values())
