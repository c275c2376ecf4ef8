"""Whatever stands in a folder, an import brings it or says what is wrong with it; it never breaks off in between."""

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kbhelp.exchange.folder import ImportRefused, export_folder, import_folder
from kbhelp.exchange.tests.making import GUIDE, SOURCES, TABLE, make_folder
from kbhelp.exchange.tests.round_trip import forget
from kbhelp.publishing.models import Document, Source

GROUPS = "- slug: reason\n  name: 왜 안 되나요\n  position: 1\n"
ENTRY = GUIDE.replace("topic: name", "category: reason\nasked_as:\n  - 왜요\nrelated: [guide:a, table:c]")
ENTRY = ENTRY.replace("still_stuck: 은행에 물어보세요.\n", "").replace("본문", "본문\n\n[[비교표:c]]\n\n")
CHECKLIST = (
    TABLE[: TABLE.index("rows:")] + "items:\n  - key: name\n    text: 명의\n    remedy: 이렇게 하세요.\n---\n"
)
WHOLE = {
    "sources.yaml": SOURCES,
    "categories.yaml": GROUPS,
    "guides/a.md": GUIDE,
    "guides/a.draft.md": GUIDE.replace("live", "draft\nslug: z"),
    "faq/b.md": ENTRY,
    "tables/c.md": TABLE,
    "checklists/d.md": CHECKLIST,
}
PIECES = [
    "~",
    "null",
    "[]",
    "{}",
    "[[[",
    "- ",
    ": ",
    "#",
    " #x",
    "&a ",
    "*a",
    "!!int ",
    "'",
    '"',
    "|",
    ">",
    "---\n",
    "\n",
    "\t",
]
PIECES += [
    "\ufeff",
    "\u2028",
    "\x00",
    "\x0b",
    "\r",
    "\ud83d",
    "<<: *a\n",
    "? ",
    "1_000",
    "0x1F",
    "9:30",
    ".inf",
    "2026-99-99",
]
PIECES += [
    '"\\0"',
    '"\\ud800"',
    "99999999999999999999",
    "-1",
    "a" * 300,
    "state: scheduled\n",
    "publish_at: 9999-12-31\n",
]
PIECES += [
    "withdraw_at: 0001-01-01\n",
    "former_addresses: [a, b]\n",
    "slug: b\n",
    "related: [guide:a]\n",
    "[[비교표:]]",
    "\n---\n",
]
pieces = st.sampled_from(PIECES) | st.text(max_size=5)
spoilt = st.tuples(st.sampled_from(sorted(WHOLE)), st.floats(0, 1), st.integers(0, 12), pieces)
numbers = count(1)


def spoil(text: str, place: float, gone: int, piece: str) -> str:
    at = int(place * len(text))
    return text[:at] + piece + text[at + gone :]


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(spoilt, min_size=1, max_size=4), st.booleans())
def test_an_import_of_anything_ends_in_words(tmp_path, places, is_first):
    files = dict(WHOLE)
    for path, *how in places:
        files[path] = spoil(files[path], *how)
    root = tmp_path / str(next(numbers))
    if not is_first:
        import_folder(make_folder(root / "before", WHOLE))
    make_folder(
        root / "folder", {path: text.encode("utf-8", "surrogatepass") for path, text in files.items()}
    )
    before = Document.objects.count(), Source.objects.count()
    try:
        import_folder(root / "folder")
    except ImportRefused as refusal:
        assert refusal.problems and all(problem.line >= 1 for problem in refusal.problems)
        "\n".join(map(str, refusal.problems)).encode()  # can be printed
        assert (Document.objects.count(), Source.objects.count()) == before
    else:
        export_folder(root / "after")
        assert import_folder(root / "after") == 0
    forget()
