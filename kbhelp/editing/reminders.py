"""Mail about documents whose day of checking has passed: one to each person, with all that waits for them."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone

from kbhelp.editing import mails
from kbhelp.publishing.models import Document

SHOWN = 20  # in one mail; the desk lists them all


@dataclass
class Reminded:
    documents: int = 0
    mails: int = 0
    unsent: list[str] = field(default_factory=list)  # names of people
    nobody: list[str] = field(default_factory=list)  # titles that no one could be told of


def remind() -> Reminded:
    """Tell each owner; of what nobody owns, or whose owner cannot be reached, tell all publishers."""
    due = list(Document.objects.due_for_checking(timezone.localdate()))
    owners = {person.pk: person for person in mails.reachable(*(one.owner_id for one in due))}
    publishers = list(mails.publishers())
    waiting = defaultdict(list)
    reminded = Reminded(documents=len(due))
    for document in due:
        owner = owners.get(document.owner_id)
        people = [owner] if owner else publishers
        reminded.nobody += [] if people else [document.title]
        for person in people:
            waiting[person].append(document)
    for person, documents in waiting.items():
        if mails.send([person], *message_about(documents)):
            reminded.mails += 1
        else:
            reminded.unsent.append(str(person))
    return reminded


def message_about(documents: list[Document]) -> tuple[str, list[str], str]:
    """Subject, lines and the address where all of them are listed."""
    day = "{:%Y. %-m. %-d.}"
    titles = [f"- {one.title} ({day.format(one.review_on)}까지)" for one in documents[:SHOWN]]
    further = len(documents) - len(titles)
    lines = [
        f"다시 확인하기로 한 날이 지난 글이 {len(documents)}편 있습니다.",
        "\n".join(titles),
        f"그 밖에 {further}편이 더 있습니다." if further else "",
        "내용이 아직 맞는지 보고, 맞으면 ‘다시 확인할 날’을 새로 적어 발행하세요.",
    ]
    return f"다시 확인할 글 {len(documents)}편", lines, reverse("admin:work", args=["due"])
