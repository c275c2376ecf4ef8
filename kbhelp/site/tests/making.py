"""The site's own words as a document that readers see."""

from kbhelp.site.models import SiteProfile
from kbhelp.site.words.kept import bring_words_in, kept, of_folder


def make_site() -> SiteProfile:
    """Those of the content, published."""
    bring_words_in()
    of_folder.cache_clear()  # without the picture, which was not there yet
    kept.next_change()
    return SiteProfile.objects.get()
