"""Readers' pages from memory, before Django: one rendering of a page serves everybody until something changes.

    layer     the WSGI application in front: who is served from memory, who passes by
    copies    one page as it is sent: its encodings, what it shows, until when it may be shown
    shelf     all copies of a process, bounded by bytes
    watch     the state of the site, looked at once a second: it moves when readers would see something else
    encoding  which encoding a browser takes

What may be kept the pages say themselves (kbhelp.middleware.public_pages); what they show they note while they are
made (kbhelp.publishing.shown).
"""

from kbhelp.pagecache.layer import PageCache
from kbhelp.pagecache.shelf import Shelf
from kbhelp.pagecache.watch import LOOK_SECONDS, Watch

__all__ = ["LOOK_SECONDS", "PageCache", "Shelf", "Watch"]
