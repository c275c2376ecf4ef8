"""The site's own words as a document that readers see."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from kbhelp.exchange.folder import import_folder
from kbhelp.exchange.pictures import FOLDER
from kbhelp.site.models import SiteProfile
from kbhelp.site.words.kept import kept, of_folder


def make_site() -> SiteProfile:
    """Those of the content, published."""
    with TemporaryDirectory() as folder:
        shutil.copy(settings.CONTENT / SiteProfile.FILE, folder)
        shutil.copytree(settings.CONTENT / FOLDER, Path(folder, FOLDER))
        import_folder(Path(folder))
    of_folder.cache_clear()  # without the picture, which was not there yet
    kept.next_change()
    return SiteProfile.objects.get()
