"""One address of every type of page, on the running site: for tests that look at all of them.

Most are the site's own content; what it has not (a withdrawn guide, a notice) `make_missing_types` adds.
"""

from datetime import date, timedelta
from io import BytesIO

from django.utils import timezone
from PIL import Image

from kbhelp import live
from kbhelp.editing.models import ReviewRequest
from kbhelp.feedback.models import PageDay, Remark, Vote
from kbhelp.notices.models import Notice
from kbhelp.notices.tests.making import make_notice
from kbhelp.publishing.images import accept
from kbhelp.publishing.models import Document, Picture, Source
from kbhelp.publishing.pictures import markdown_of
from kbhelp.publishing.uses import note_working_copy
from kbhelp.search.models import AskedWay, ChoiceDay, Term
from tests.making import edited, make_guide, make_publisher, published

GUIDE = "/guides/issuing-keeps-failing/"  # the main guide: a table, a checklist, steps and callouts
ENTRY = "/faq/keeps-failing/"
GONE = "withdrawn-for-tests"
DRAFT = "draft-for-tests"
RETURNED = "returned-for-tests"
NOTICE = 9_001  # far above what the site numbers itself

READER_PAGES = {
    "home": "/",
    "guides": "/guides/",
    "guide": GUIDE,
    "checklists": "/checklists/",
    "table": "/tables/normal-and-failure/",
    "checklist": "/checklists/final-check/",
    "checklist-result": "/checklists/final-check/?owner-name=ok&app-version=bad&network=unsure",
    "steps": "/tables/normal-and-failure/steps/name/",
    "steps-of-guide": "/guides/new-phone/steps/",
    "steps-aloud": "/guides/new-phone/steps/?read=1",
    "steps-again": "/tables/normal-and-failure/steps/device/?failed=1",
    "steps-end": "/tables/normal-and-failure/steps/name/?at=end",
    "steps-well": "/tables/normal-and-failure/steps/name/?at=well",
    "steps-check": "/tables/normal-and-failure/steps/name/?failed=1&stuck=1",
    "steps-enough": "/tables/normal-and-failure/steps/name/?failed=2",
    "call-note": "/call-note/",
    "slip": "/slip/",
    "slip-told": "/slip/?due=today&stage=issue&{table}-name=bad",
    "handover": "/handover/?at=/diagnose/?stage=issue",
    "diagnosis": "/diagnose/",
    "diagnosis-today": "/diagnose/?due=today",
    "diagnosis-today-outcome": "/diagnose/?due=today&stage=issue&{table}-name=bad",
    "diagnosis-due": "/diagnose/?due=week&stage=issue&said=none&ask=due",
    "diagnosis-perhaps": "/diagnose/?q=본인확인 실패예요",
    "diagnosis-stage": "/diagnose/?q=쀍뛟",
    "diagnosis-list": "/diagnose/?stage=issue&said=none",
    "diagnosis-question": "/diagnose/?stage=issue&said=none&ask={table}-n3",
    "diagnosis-nothing": "/diagnose/?stage=issue&said=none&no={table}-name&done=1",
    "diagnosis-danger": "/diagnose/?stage=issue&{table}-n6=bad",
    "diagnosis-aloud": "/diagnose/?stage=issue&{table}-name=bad&done=1&read=1",
    "diagnosis-outcome": "/diagnose/?stage=issue&{table}-name=bad&{table}-device=ok&{table}-n1=skip&done=1",
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
    "offline": "/offline/",
    "missing": "/guides/nothing-here/",
    "gone": f"/guides/{GONE}/",
    "wrong-method": "/feedback/",
}


# `{guide}` and the like stand for the number of the site's own.
DESK_PAGES = {
    "index": "/admin/",
    "list-guides": "/admin/guides/guide/",
    "list-remarks": "/admin/feedback/remark/",
    "guide": "/admin/guides/guide/{guide}/change/",
    "table": "/admin/guides/comparisontable/{short_table}/change/",
    "checklist": "/admin/guides/checklist/{checklist}/change/",
    "entry": "/admin/faq/entry/{faq}/change/",
    "site": "/admin/site/siteprofile/{site}/change/",
    "site-edition": "/admin/site/siteprofile/{site}/editions/1/",
    "term": "/admin/search/term/{term}/change/",
    "notice": f"/admin/notices/notice/{NOTICE}/change/",
    "remark": "/admin/feedback/remark/{remark}/change/",
    "editions": "/admin/guides/guide/{guide}/editions/",
    "edition": "/admin/guides/guide/{guide}/editions/1/",
    "differences": "/admin/guides/guide/{returned}/differences/?before=1&after=draft",
    "review": "/admin/guides/guide/{draft}/review/",
    "decided": "/admin/guides/guide/{returned}/review/",
    "restore": "/admin/guides/guide/{guide}/restore/?edition=1",
    "withdraw": "/admin/guides/guide/{guide}/withdraw/",
    "duplicate": "/admin/guides/guide/{guide}/duplicate/",
    "share": "/admin/guides/guide/{guide}/share/",
    "cancel": "/admin/guides/guide/{guide}/cancel/",
    "uses": "/admin/guides/comparisontable/{table}/uses/",
    "verify": "/admin/guides/guide/{guide}/verify/",
    "verify-rows": "/admin/guides/comparisontable/{table}/verify/",
    "withdraw-used": "/admin/guides/comparisontable/{table}/withdraw/",
    "pictures": "/admin/publishing/picture/",
    "picture-new": "/admin/publishing/picture/add/",
    "picture": "/admin/publishing/picture/{picture}/change/",
    "picture-replace": "/admin/publishing/picture/{picture}/replace/",
    "picture-in-use": "/admin/publishing/picture/{picture}/delete/",
    "signed-in-another": "/admin/signed-in/?for=0",
    "source": "/admin/publishing/source/{source}/change/",
    "history": "/admin/guides/guide/{guide}/history/",
    "delete": "/admin/guides/guide/{draft}/delete/",
    "manual": "/admin/manual/",
    "reports": "/admin/reports/",
    "votes": "/admin/feedback/remark/report/",
    "votes-of-remedies": "/admin/feedback/remark/report/?show=remedies&from=2026-01-01",
    "opened-pages": "/admin/feedback/remark/pages/",
    "stale": "/admin/reports/stale/",
    "paths": "/admin/guides/comparisontable/paths/?start=none-issue",
    "search-test": "/admin/search/queryday/test/?q=알뜰폰",
    "ways": "/admin/search/queryday/ways/",
    "ways-accepted": "/admin/search/queryday/ways/?show=accepted",
    "search-report": "/admin/search/queryday/report/?show=frequent",
    "moving": "/admin/moving/",
    "list-questions": "/admin/faq/entry/",
    "sheet": "/admin/faq/entry/sheet/",
    "sheet-of-rows": "/admin/guides/comparisontable/{short_table}/sheet/",
    "password": "/admin/password_change/",
    "sessions": "/admin/sessions/",
    "acts": "/admin/audit/act/",
    "second-factor": "/admin/second-factor/",
    "second-factor-on": "/admin/second-factor/on/",
    "confirm-again": "/admin/second-factor/password-again/",
}


def address(name: str, pages=READER_PAGES) -> str:
    make_missing_types()
    slugs = {
        "guide": "issuing-keeps-failing",
        "table": "normal-and-failure",
        "short_table": "connecting",
        "checklist": "final-check",
        "faq": "keeps-failing",
        "site": "site",
        "draft": DRAFT,
        "returned": RETURNED,
    }
    numbers = {kind: Document.objects.get(slug=slug).pk for kind, slug in slugs.items()}
    numbers |= {model._meta.model_name: model.objects.first().pk for model in (Term, Remark, Picture, Source)}
    return pages[name].format_map(numbers)


def a_picture() -> BytesIO:
    file = BytesIO()
    Image.new("RGB", (640, 360), "teal").save(file, "PNG")
    file.seek(0)
    return file


def make_missing_types():
    """Once for the site. The notice has ended, so that no other page changes for it."""
    if not Document.objects.filter(slug=GONE).exists():
        live.withdraw(published(make_guide(slug=GONE)))
    if not Document.objects.filter(slug=DRAFT).exists():
        ReviewRequest.ask(make_guide(slug=DRAFT), by=None, message="제목을 봐 주세요.")
    if not Document.objects.filter(slug=RETURNED).exists():
        guide = make_guide(slug=RETURNED, body="## 먼저 볼 것\n\n앱의 판을 보세요.\n\n- 하나\n- 둘")
        review = ReviewRequest.ask(guide, by=None)
        review.send_back(by=make_publisher("reviewer-for-tests"), reason="한 줄 답이 깁니다.")
        edited(
            guide, summary="짧은 한 줄 답입니다.", body="## 먼저 볼 것\n\n앱의 버전을 보세요.\n\n- 하나\n- 셋"
        )
    if not Notice.objects.filter(pk=NOTICE).exists():
        notice = make_notice(pk=NOTICE)
        notice.end()
        notice.publish()
    if not Picture.objects.exists():
        picture = Picture.objects.add(accept(a_picture()).name, file_name="첫 화면.png")
        note_working_copy(edited(Document.objects.get(slug=DRAFT).concrete(), body=markdown_of(picture)))
    if not Remark.objects.exists():
        edition = Document.objects.get(slug="keeps-failing").live
        vote = Vote.objects.create(
            edition=edition, question="helpful", answer="no", voted_on=date(2026, 11, 23)
        )
        Remark.objects.create(vote=vote, reason="screen", text="메뉴 이름이 글과 다릅니다.")
    make_counts()


def make_counts():
    if not PageDay.objects.exists():
        make_views()
    if Vote.objects.count() < 20:
        make_enough_votes()
    if not ChoiceDay.objects.exists():
        make_choices()


def make_views():
    today = timezone.localdate()
    PageDay.objects.bulk_create(
        PageDay(day=today - timedelta(days=days), path=path, views=7 + days * len(path) % 23)
        for days in range(30)
        for path in ("/", "/guides/issuing-keeps-failing/")
    )


def make_choices():
    """A proposal for a question and for a row, and a way that was accepted."""
    entry, table = (Document.objects.get(slug=slug) for slug in ("keeps-failing", "normal-and-failure"))
    row = f"row:{table.pk}:{table.live.snapshot['rows'][0]['key']}"
    for query, unit, document in (
        ("자꾸 튕겨요", f"faq:{entry.pk}", entry),
        ("내 이름이 아니래요", row, table),
    ):
        for days in range(4):
            day = timezone.localdate() - timedelta(days=days)
            ChoiceDay.objects.create(
                day=day, query=query, unit=unit, document=document, place=99, visitors=2, helped=days % 2
            )
    AskedWay.objects.create(query="계속 실패래요", unit=f"faq:{entry.pk}", document=entry, is_accepted=True)


def make_enough_votes():
    """So many that the report of votes shows numbers and its chart, of a page and of a remedy."""
    table = Document.objects.get(slug="normal-and-failure").live
    editions = {"": Document.objects.get(slug="keeps-failing").live, table.snapshot["rows"][0]["key"]: table}
    Vote.objects.bulk_create(
        Vote(edition=edition, row=row, question="helpful", answer="yes", voted_on=timezone.localdate())
        for row, edition in editions.items()
        for _ in range(10)
    )
