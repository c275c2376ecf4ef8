"""The Atom feed of what changed."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed

from kbhelp import profile
from kbhelp.publishing.models import Edition
from kbhelp.publishing.pages import card_of
from kbhelp.site.canonical import absolute

FEED_LENGTH = 30


class Changes(Feed):
    """The newest editions of live documents, newest first."""

    feed_type = Atom1Feed
    language = "ko"
    subtitle = "새로 나오거나 고친 글"
    link = settings.SITE_URL + "/"
    feed_url = settings.SITE_URL + "/feed/"

    def title(self):
        return profile.site_name()

    def items(self):
        return Edition.objects.live().select_related("document").order_by("-released_at")[:FEED_LENGTH]

    def item_title(self, edition):
        return edition.title

    def item_description(self, edition):
        return edition.summary

    def item_link(self, edition):
        return absolute(card_of(edition)["url"])

    def item_guid(self, edition):
        return f"{self.item_link(edition)}#{edition.number}"

    def item_updateddate(self, edition):
        return edition.released_at
