"""What stands between a draft and its readers: each problem is one Korean sentence saying what to do."""

from collections.abc import Callable

from kbhelp.publishing.complaints import Complaint
from kbhelp.publishing.hints import hints_left
from kbhelp.publishing.models import Document, Edition, SlugHistory
from kbhelp.publishing.personal import personal_data
from kbhelp.publishing.rendering import Draft

ADDRESS_TAKEN = "주소 이름: 다른 글이 썼거나 쓰기로 한 주소입니다. 다른 이름을 적으세요."


class PublishRefused(Exception):
    """The draft cannot be published; `problems` are sentences for the editor."""

    def __init__(self, problems: list[str]):
        super().__init__(" ".join(problems))
        self.problems = problems


def refuse_if_wrong(draft: Draft, is_taken: Callable[[Document, str], bool] | None = None):
    if problems := problems_of(draft, is_taken):
        raise PublishRefused(problems)


def problems_of(draft: Draft, is_taken: Callable[[Document, str], bool] | None = None) -> list[str]:
    """One sentence each, a Complaint where its place is known; none: it can be published.

    `is_taken`: answers as `address_belongs_to_another` does, for whoever asks about many.
    """
    problems = _missing(draft) + draft.problems + hints_left(draft) + personal_data(draft)
    if (is_taken or address_belongs_to_another)(draft.document, draft.snapshot["slug"]):
        problems.append(Complaint.about(ADDRESS_TAKEN, "slug"))
    return problems


def address_belongs_to_another(document: Document, slug: str) -> bool:
    """Told apart by capitals alone, two addresses would be one to people, and two files of one name in an export."""
    given = SlugHistory.objects.filter(kind=document.kind)
    if given.filter(slug=slug, document_id=document.pk).exists():
        return False
    taken = given.filter(slug__iexact=slug).exclude(document_id=document.pk)
    promised = Edition.objects.waiting().of_kind(document.kind).filter(slug__iexact=slug)
    return taken.exists() or promised.exclude(document_id=document.pk).exists()


def _missing(draft: Draft) -> list[str]:
    data = draft.snapshot
    needed = type(draft.document).NEEDED
    missing = [Complaint.about(sentence, name) for name, sentence in needed.items() if not data[name]]
    for name, label in (("written_on", "작성한 날"), ("checked_on", "확인한 날")):
        if data["review_on"] and data[name] and data["review_on"] <= data[name]:
            missing.append(Complaint.about(f"다시 확인할 날은 {label}보다 뒤여야 합니다.", "review_on"))
    return missing + type(draft.document).missing(data)
