"""The Atom feed of what changed."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from kbhelp import profile
from kbhelp.addresses import absolute
from kbhelp.publishing.kinds import kinds_with
from kbhelp.publishing.models import Edition
from kbhelp.publishing.pages import url_of

FEED_LENGTH = 30
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Changes(Feed):
    """The newest editions of live documents, newest first."""

    feed_type = Atom1Feed
    language = "ko"
    subtitle = "새로 나오거나 고친 글"
    link = settings.SITE_URL + "/"
    feed_url = settings.SITE_URL + "/feed/"

    def title(self):
        return profile.site_name()

    def author_name(self):
        return profile.site_name()

    def items(self):
        told = [model.KIND for model in kinds_with("PAGE_URL", "IN_FEED")]
        return Edition.objects.newest(*told)[:FEED_LENGTH].cards()

    def item_title(self, edition):
        return NOT_IN_XML.sub("", edition.title)

    def item_description(self, edition):
        """Django calls a summary HTML, so that plain text must be escaped once."""
        return escape(NOT_IN_XML.sub("", edition.summary))

    def item_link(self, edition):
        return absolute(url_of(edition))

    def item_guid(self, edition):
        """The document's name for ever: a reader's program then sees a new edition as the same entry, changed."""
        return f"tag:{urlsplit(settings.SITE_URL).hostname},2026:document:{edition.document_id}"

    def item_updateddate(self, edition):
        return edition.released_at
