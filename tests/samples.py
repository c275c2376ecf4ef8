"""An address of each route, with what it needs made: for tests that go everywhere."""

import re

from django.contrib.auth.models import Group, User

from kbhelp.audit.acts import Act, record
from kbhelp.feedback.models import Remark, Vote
from kbhelp.notices.models import Notice
from kbhelp.publishing.models import Document, Picture
from kbhelp.search.models import BestBet, QueryDay, Term
from kbhelp.site.models import SiteProfile
from kbhelp.site.tests.making import make_site
from tests.making import (
    make_category,
    make_checklist,
    make_entry,
    make_guide,
    make_source,
    make_table,
    published,
)
from tests.routes import Route


def key_of(route: Route) -> str:
    return route.name or route.pattern


def public_notice():
    notice = Notice.objects.create(title="점검", institution="bank")
    notice.publish()
    return notice


def a_remark():
    edition = live_page("guide", make_guide).live
    vote, _ = Vote.objects.get_or_create(
        edition=edition, question="helpful", answer="no", voted_on="2026-11-23"
    )
    return Remark.objects.get_or_create(vote=vote)[0]


def live_page(kind, make):
    return Document.objects.filter(kind=kind, slug="sample").first() or published(make(slug="sample"))


SAMPLES = {
    "audit_act": lambda: Act.objects.first() or record(Act.Kind.EXPORT, "글 3편을 폴더에 씀"),
    "guide": lambda: live_page("guide", make_guide),
    "table": lambda: live_page("table", make_table),
    "checklist": lambda: live_page("checklist", make_checklist),
    "faq": lambda: live_page("faq", make_entry),
    "api": lambda: live_page("guide", make_guide),
    "guides_guide": make_guide,
    "guides_comparisontable": make_table,
    "guides_checklist": make_checklist,
    "faq_entry": make_entry,
    "site_siteprofile": lambda: SiteProfile.objects.first() or make_site(),
    "faq_category": make_category,
    "publishing_source": make_source,
    "publishing_document": make_guide,
    "publishing_picture": lambda: Picture.objects.get_or_create(name="images/ab/sample.png")[0],
    "notices_notice": lambda: Notice.objects.create(title="점검", institution="bank"),
    "search_term": lambda: Term.objects.get_or_create(name="낱말")[0],
    "search_bestbet": lambda: BestBet.objects.get_or_create(
        query="인증", defaults={"document": make_guide()}
    )[0],
    "search_queryday": lambda: QueryDay.objects.get_or_create(query="인증", day="2026-11-23")[0],
    "feedback_remark": a_remark,
    "notice": public_notice,
    "auth_user": lambda: User.objects.get_or_create(username="sample")[0],
    "auth_group": lambda: Group.objects.get_or_create(name="sample")[0],
}


def address(route: Route) -> str:
    """The route with what it needs put in place, and made."""
    folder, *rest = route.pattern.split("/")
    kind = "_".join(rest[:2]) if folder == "admin" else folder.removesuffix("s")
    sample = SAMPLES[kind]() if route.takes_arguments and kind in SAMPLES else None
    path = (
        route.pattern.replace("<slug:slug>", "sample")
        .replace("<slug:kind>", "guide")
        .replace("<slug:section>", "lists")
        .replace("<slug:name>", "drafts")
        .replace("<slug:key>", "sample")
        .replace("<path:name>", "images/ab/none.png")
    )
    if route.name.endswith("_edition"):
        published(sample)
        path = path.replace("<int:edition>", "1")
    for place in ("<path:object_id>", "<int:number>", "<int:pk>", "<id>", "<path:content_type_id>"):
        path = path.replace(place, str(sample.pk if sample else 1))
    path = re.sub(r"\^\(\?P<app_label>[a-z|]+\)/\$", "guides/", path)
    return "/" + path.replace("(?P<url>.*)$", "nothing/")
