"""The desk speaks whole Korean sentences, also where Django's own Korean is broken."""

import re
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.contrib.admin import site
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format, time_format

from kbhelp.audit.acts import Act, record
from kbhelp.search.models import Term
from kbhelp.site.models import SiteProfile
from tests.samples import SAMPLES

pytestmark = pytest.mark.django_db
# A particle that leaves the choice to its reader, what Django says wrongly, and clocks of twelve hours.
BROKEN = re.compile(
    r"이/가|을/를|은/는|와/과|를\(을\)|을\(를\)|이\(가\)|\(으\)로|\(들\)|보기위한|개체”|가 변경되었습니다"
    r"|이용할 수 없습니다"
    r"|성공적으로|Note: 서버|시간 늦은 시간|저장 및 |액션|히스토리|작업에 대한|\b뷰 |오전 \d|오후 \d|\d [AP]M"
)


@pytest.fixture
def desk(client):
    client.force_login(get_user_model().objects.create_superuser("superuser"))
    return client


def broken(text: str) -> list[str]:
    return BROKEN.findall(text)


def pages_of(model) -> list[str]:
    name = f"{model._meta.app_label}_{model._meta.model_name}"
    sample = SAMPLES[name]()
    record(
        Act.Kind.CHANGE, "고친 칸: 본문", of=sample, user=get_user_model().objects.get(username="superuser")
    )
    one = [reverse(f"admin:{name}_{page}", args=[sample.pk]) for page in ("change", "history", "delete")]
    return [reverse(f"admin:{name}_changelist"), reverse(f"admin:{name}_add"), *one]


@pytest.mark.parametrize("model", site._registry, ids=lambda model: model._meta.label_lower)
def test_every_page_of_a_model_speaks_korean(desk, model):
    seen = {url: desk.get(url) for url in pages_of(model)}
    assert {url: broken(page.content.decode()) for url, page in seen.items()} == {url: [] for url in seen}
    only = {302} if model is SiteProfile else set()  # its list leads to the one there is
    assert {page.status_code for page in seen.values()} <= {200, 403} | only


def test_the_pages_beside_models_and_the_words_of_the_browser_speak_korean(desk):
    reports = ["reports", "stale", "search_queryday_report", "search_queryday_ways", "feedback_remark_report"]
    addresses = ["index", "password_change", *reports, "jsi18n"]
    seen = {name: desk.get(reverse(f"admin:{name}")).content.decode() for name in addresses}
    assert {name: broken(text) for name, text in seen.items()} == {name: [] for name in addresses}


def test_what_was_done_is_said_and_kept_in_sentences(desk):
    term = Term.objects.create(name="낱말")
    form = desk.get(f"/admin/search/term/{term.pk}/change/").context["adminform"].form
    sent = {name: form[name].value() or "" for name in form.fields} | {"same": "말", "_continue": "1"}
    page = desk.post(f"/admin/search/term/{term.pk}/change/", sent, follow=True)
    said = [str(message) for message in page.context["messages"]]
    kept = [entry.said for entry in Act.objects.all()]
    assert (len(said), broken(" ".join(said))) == (1, [])
    assert kept == ["고친 칸: 같은 뜻"]


def test_django_names_the_empty_list_and_the_clock_as_people_do():
    with translation.override("ko"):
        assert translation.gettext("None available") == "아직 없습니다."
        evening = datetime(2026, 11, 26, 18, 5, tzinfo=UTC)
        assert (date_format(evening, "DATETIME_FORMAT"), time_format(evening)) == (
            "2026년 11월 26일 18:05",
            "18:05",
        )


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_the_compiled_words_are_those_of_the_text(domain):
    """Whoever changed the .po and forgot bin/messages learns of it here."""
    folder = settings.BASE_DIR / "kbhelp" / "locale" / "ko" / "LC_MESSAGES"
    text = (folder / f"{domain}.po").read_text(encoding="utf-8")
    words = re.findall(r'^msgstr(?:\[0\])? "(.+)"$', text, re.MULTILINE)
    compiled = (folder / f"{domain}.mo").read_bytes().decode("utf-8", "replace")
    assert words
    assert [word for word in words if word.replace('\\"', '"') not in compiled] == []
