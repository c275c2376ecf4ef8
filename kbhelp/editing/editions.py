"""The desk's pages of what was published: the list of editions, each as readers saw it, and the way back to one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render

from kbhelp.editing.differences import between
from kbhelp.editing.states import state_of_edition
from kbhelp.publishing.editions import is_kept, restore
from kbhelp.publishing.pages import past_page_of

PER_PAGE = 50
SIDES = 200  # editions to choose from when two are compared
DRAFT = "draft"


class KeepsEditions:
    """For the admin of a kind of documents."""

    def editions_view(self, request, number):
        document = self.document_or_refusal(request, number)
        editions = document.editions.select_related("made_by", "released_by").defer("snapshot", "rendered")
        page = Paginator(editions, PER_PAGE).get_page(request.GET.get("page"))
        rows = [(edition, *state_of_edition(edition, document.live_id)) for edition in page]
        return self.desk_page(request, "desk/editions.html", document, "판 기록", rows=rows, page=page)

    def edition_view(self, request, number, edition):
        """The page as readers saw it; what it embeds is shown as it is now."""
        document = self.document_or_refusal(request, number)
        found = self.edition_of(document, edition)
        if found is None:
            raise Http404
        context = {
            "page": past_page_of(found),
            "edition": found,
            "state": state_of_edition(found, document.live_id)[1],
            "editions_url": self.address(document, "editions"),
            "restore_url": f"{self.address(document, 'restore')}?edition={found.number}",
        }
        return render(request, "desk/edition.html", context | {"template": document.PAGE_TEMPLATE})

    def differences_view(self, request, number):
        """Two of the editions and the draft side by side; without a choice what readers see against the draft."""
        document = self.document_or_refusal(request, number).concrete()
        usual = {"before": str(document.live.number) if document.live else "", "after": DRAFT}
        chosen = {name: request.GET.get(name) or value for name, value in usual.items()}
        sides = {name: self.snapshot_of(document, value) for name, value in chosen.items()}
        if sides["after"] is None or (chosen["before"] and sides["before"] is None):
            messages.error(request, "그런 판이 없습니다. 견줄 판을 다시 고르세요.")
            return redirect(self.address(document, "editions"))
        found = between(type(document), sides["before"] or {}, sides["after"])
        names = {name: side_name(value) for name, value in chosen.items()}
        context = {"found": found, "names": names, "chosen": chosen, "sides": self.sides_of(document)}
        return self.desk_page(request, "desk/differences.html", document, "판 견주기", **context)

    def snapshot_of(self, document, side: str) -> dict | None:
        """What a side says: the draft, or the edition of that number."""
        if side == DRAFT:
            return document.snapshot()
        edition = self.edition_of(document, side)
        return edition and edition.snapshot

    def sides_of(self, document) -> list[tuple[str, str]]:
        numbers = document.editions.order_by("-number").values_list("number", flat=True)
        names = {side: side_name(side) for side in (DRAFT, *map(str, numbers[:SIDES]))}
        if document.live and (live := str(document.live.number)) in names:
            names[live] += " (공개 중)"
        return list(names.items())

    def restore_view(self, request, number):
        """An edition becomes the draft; the draft before it is kept as an edition of its own."""
        document = self.document_or_refusal(request, number)
        edition = self.edition_of(document, (request.POST or request.GET).get("edition"))
        if edition is None:
            messages.error(request, "그런 판이 없습니다. 판 기록에서 다시 고르세요.")
            return redirect(self.address(document, "editions"))
        if request.method != "POST":
            context = {"edition": edition, "is_kept": is_kept(document)}
            title = f"{edition.number}판을 초안으로 가져오기"
            return self.desk_page(request, "desk/restore.html", document, title, **context)
        kept = restore(edition, by=request.user)
        also = f" 그 전의 초안은 {kept.number}판으로 남겨 두었습니다." if kept else ""
        noted = f". 그 전의 초안은 {kept.number}판으로 남김" if kept else ""
        self.log_change(request, document, f"{edition.number}판의 내용을 초안으로 가져옴{noted}")
        said = f"{edition.number}판의 내용을 초안으로 가져왔습니다.{also} 발행해야 독자에게 보입니다."
        messages.success(request, said)
        return redirect(self.address(document))

    def edition_of(self, document, number):
        return document.editions.filter(number=small_number(number)).select_related("document").first()


def side_name(side: str) -> str:
    if not side:
        return "아직 공개한 것 없음"
    return "지금 초안" if side == DRAFT else f"{side}판"


def small_number(value) -> int:
    """The number of a document or edition as somebody sent it; 0, which nothing has, for anything else."""
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
