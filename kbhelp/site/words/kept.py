"""The profile in force: the live edition of the site's own words, seen by every process within a second."""

import logging
import shutil
import threading
import time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import DatabaseError

from kbhelp import profile
from kbhelp.exchange.files import DocumentFile, read_document
from kbhelp.exchange.folder import import_folder
from kbhelp.exchange.pictures import FOLDER, shown_in
from kbhelp.exchange.planning import ImportRefused, problem_of
from kbhelp.exchange.snapshots import snapshot_to_be
from kbhelp.publishing.models import Edition
from kbhelp.site.models import SiteProfile
from kbhelp.site.words.checks import wrong_words
from kbhelp.site.words.look import is_whole
from kbhelp.site.words.spoken import spoken

log = logging.getLogger(__name__)
LOOK_SECONDS = 1.0
NOTHING_YET = {
    "stages": [{"key": profile.ANY, "label": ""}]
}  # what reading the first words asks the words for


class Kept:
    """One object for as long as the edition is the same: what is drawn with it is compared by it."""

    def __init__(self):
        self.edition: tuple | None = None  # its number and the time at which readers got it
        self.profile: dict | None = None
        self.look_at = 0.0  # time.monotonic()
        self.lock = threading.Lock()

    def current(self) -> dict:
        """Never fails: without a database the last one stays."""
        if time.monotonic() >= self.look_at:
            with self.lock:
                if time.monotonic() >= self.look_at:
                    self.look_at = time.monotonic() + LOOK_SECONDS
                    self.look_or_keep()
        return self.profile or of_folder()

    def look_or_keep(self):
        try:
            self.look()
        except DatabaseError:
            pass
        except Exception:
            log.exception("the site's own words cannot be read: the last ones stay")

    def look(self):
        live = Edition.objects.filter(live_kind=SiteProfile.KIND)
        edition = live.values_list("pk", "released_at").first()
        if edition != self.edition:
            words = spoken(snapshot := Edition.objects.get(pk=edition[0]).snapshot) if edition else None
            if words != self.profile:
                self.profile = words
            # A picture that the storage did not give is asked for again.
            self.edition = edition if words is None or is_whole(snapshot, words["look"]) else None

    def next_change(self, now=None) -> None:
        """Readers see something else than before: the next who asks looks. Of itself it never changes."""
        self.look_at = 0.0


kept = Kept()


def bring_words_in():
    """Those of the folder that a new site is filled from, with the pictures they show, into a database without."""
    names = [SiteProfile.FILE]
    shown = shown_in((settings.CONTENT / SiteProfile.FILE).read_text(encoding="utf-8"))
    names += [f"{FOLDER}/{name}" for name in shown if (settings.CONTENT / FOLDER / name).is_file()]
    with TemporaryDirectory() as folder:
        for name in names:
            Path(folder, name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(settings.CONTENT / name, Path(folder, name))
        import_folder(Path(folder))


def has_words() -> bool:
    """Whether readers see words of this database, whatever the folder says."""
    try:
        return Edition.objects.filter(live_kind=SiteProfile.KIND).exists()
    except DatabaseError:  # no tables yet, or those of an older release
        return False


def desk_of_folder() -> str:
    """Whose words the folder holds; "" where that cannot be told. A site that has its words needs no more of it."""
    file = _file()
    if file.problems:
        log.warning(
            "the folder's %s is not read again, though it is wrong: %s", SiteProfile.FILE, file.problems[0]
        )
    return file.record.get("desk") or ""


def _file() -> DocumentFile:
    with profile.speaking(NOTHING_YET):
        return read_document(settings.CONTENT / SiteProfile.FILE, SiteProfile.FILE, SiteProfile)


@cache
def of_folder() -> dict:
    """What the folder says that a new site is filled from, until it has a profile of its own; nothing of the database.

    Raises ImportRefused with what is wrong, as the import of the folder would.
    """
    file = _file()
    if file.problems:
        raise ImportRefused(file.problems)
    snapshot = snapshot_to_be(SiteProfile, file.record | {"sources": []}, {}, [])
    if wrong := wrong_words(SiteProfile, snapshot):
        raise ImportRefused([problem_of(file, complaint) for complaint in wrong])
    return spoken(snapshot)
