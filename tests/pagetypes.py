"""One address of every type of page, on the running site: for tests that look at all of them.

Most are the site's own content; what it has not (a withdrawn guide, a notice) `make_missing_types` adds.
"""

from kbhelp import live
from kbhelp.notices.models import Notice
from kbhelp.notices.tests.making import make_notice
from kbhelp.publishing.models import Document
from tests.making import make_guide, published

GUIDE = "/guides/issuing-keeps-failing/"  # the main guide: a table, a checklist, steps and callouts
ENTRY = "/faq/keeps-failing/"
GONE = "withdrawn-for-tests"
NOTICE = 9_001  # far above what the site numbers itself

READER_PAGES = {
    "home": "/",
    "guides": "/guides/",
    "guide": GUIDE,
    "checklists": "/checklists/",
    "table": "/tables/normal-and-failure/",
    "checklist": "/checklists/final-check/",
    "checklist-result": "/checklists/final-check/?owner-name=ok&app-version=bad&network=unsure",
    "diagnosis": "/diagnose/",
    "diagnosis-question": "/diagnose/?stage=issue",
    "diagnosis-explained": "/diagnose/?stage=issue&name=unsure",
    "diagnosis-outcome": "/diagnose/?stage=issue&name=bad&device=ok&n1=unsure&done=1",
    "faq": "/faq/",
    "faq-found": "/faq/?q=알뜰폰",
    "faq-none": "/faq/?q=쀍뛟",
    "entry": ENTRY,
    "search": "/search/",
    "search-found": "/search/?q=알뜰폰",
    "search-none": "/search/?q=쀍뛟",
    "terms": "/terms/",
    "notices": "/notices/",
    "notice": f"/notices/{NOTICE}/",
    "sources": "/sources/",
    "about": "/about/",
    "privacy": "/privacy/",
    "accessibility": "/accessibility/",
    "missing": "/guides/nothing-here/",
    "gone": f"/guides/{GONE}/",
    "wrong-method": "/feedback/",
}


def make_missing_types():
    """Once for the site. The notice has ended, so that no other page changes for it."""
    if not Document.objects.filter(slug=GONE).exists():
        live.withdraw(published(make_guide(slug=GONE)))
    if not Notice.objects.filter(pk=NOTICE).exists():
        notice = make_notice(pk=NOTICE)
        notice.end()
        notice.publish()
