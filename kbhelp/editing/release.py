"""The desk's buttons that change what readers see: publish, withdraw, each now or at a date, and give a date up.

What each did is said to the editor, together with any date that it replaced, and noted in the document's history.
"""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from kbhelp import live
from kbhelp.audit.acts import Act
from kbhelp.editing.forms import WithdrawForm
from kbhelp.editing.reviewing import ReviewRequest
from kbhelp.editing.states import moment
from kbhelp.editing.using import seen_with
from kbhelp.publishing.checks import PublishRefused
from kbhelp.publishing.models import Edition
from kbhelp.roles import may_publish

NOT_PUBLISHED = "저장했지만 발행하지 않았습니다. 아래를 고친 뒤 다시 발행하세요."


class Releases:
    """For the admin of a kind of documents."""

    def publish(self, request, document, asked: dict):
        """Publish the saved document, or say why not; then its form again, with what was filled in for that."""
        note = asked["note"]
        replaced = document.editions.waiting().first()
        try:
            edition = live.publish(
                document, by=request.user, note=note, weight=asked["weight"], at=asked["publish_at"]
            )
        except PublishRefused as refusal:
            self.tell_refused(request, document, NOT_PUBLISHED, refusal.problems)
            return redirect(self.address(document) + carried(asked))
        ReviewRequest.overtake(document, by=request.user)
        reason = f" (까닭: {note})" if note else ""
        if edition.publish_at:
            when = moment(edition.publish_at)
            said = f"{edition.number}판을 {when}에 공개하도록 예약했습니다."
            noted = f"{edition.number}판을 {when}에 공개하도록 예약함{reason}"
        else:
            said = f"{edition.number}판을 발행했습니다. 지금부터 독자에게 보입니다."
            noted = f"{edition.number}판을 발행함{reason}"
        self.log_change(request, document, noted, Act.Kind.PUBLIC)
        messages.success(request, " ".join([said, *dropped(replaced), *self.staying(document)]))
        self.tell_warnings(request, document)
        return redirect(self.address(document))

    def staying(self, document) -> list[str]:
        at = document.withdraw_at
        return [f"{moment(at)}에 내리는 예약은 그대로 있습니다."] if at else []

    def withdraw_view(self, request, number):
        document = self.document_or_refusal(request, number, may_publish)
        form = WithdrawForm(request.POST if request.method == "POST" else None)
        if document.live is None:
            messages.info(request, "지금 독자에게 보이지 않는 글이라 내릴 것이 없습니다.")
            return redirect(self.address(document))
        if request.method != "POST" or not form.is_valid():
            context = {"form": form, "uses": seen_with(document)} | self.plans(document)
            return self.desk_page(request, "desk/withdraw.html", document, "내리기", **context)
        if at := form.cleaned_data["at"]:
            self.plan_withdrawal(request, document, at)
        else:
            self.withdraw(request, document)
        return redirect(self.address(document))

    def plan_withdrawal(self, request, document, at):
        before = document.withdraw_at
        live.withdraw(document, at=at)
        said = f"{moment(at)}에 내리도록 예약했습니다. 그때까지는 독자에게 보입니다."
        replaced = f" 앞서 {moment(before)}에 내리려던 예약은 이것으로 바뀌었습니다." if before else ""
        self.log_change(request, document, f"{moment(at)}에 내리도록 예약함", Act.Kind.PUBLIC)
        messages.success(request, said + replaced)

    def withdraw(self, request, document):
        replaced = document.editions.waiting().first()
        live.withdraw(document)
        self.log_change(request, document, "내림", Act.Kind.PUBLIC)
        said = "내렸습니다. 독자에게는 보이지 않고, 초안은 그대로 있습니다."
        messages.success(request, " ".join([said, *dropped(replaced)]))

    def cancel_view(self, request, number):
        """Each date is given up by itself; the answer names the edition, as another may wait by now."""
        document = self.document_or_refusal(request, number, may_publish)
        if request.method != "POST":
            return self.desk_page(request, "desk/cancel.html", document, "예약 취소", **self.plans(document))
        if "set_aside" in request.POST:
            return self.put_away(request, document)
        done = self.cancel(document, request.POST.get("edition"))
        if done:
            self.log_change(request, document, f"{done} 예약을 취소함", Act.Kind.PUBLIC)
            messages.success(request, f"{done} 예약을 취소했습니다. 초안은 그대로 있습니다.")
        else:
            messages.error(request, "그 예약은 이미 없습니다. 그사이 이루어졌거나 바뀌었습니다.")
        return redirect(self.address(document))

    def put_away(self, request, document):
        sentence = document.set_aside
        if live.put_away(document):
            self.log_change(request, document, f"알림을 치움: {sentence}")
            messages.success(request, "지키지 못한 예약의 알림을 치웠습니다. 내용은 변경 기록에 남습니다.")
        return redirect(self.address(document))

    def cancel(self, document, edition_number: str | None) -> str:
        """What was given up, in words; empty where there was nothing."""
        if edition_number is None:
            at = document.withdraw_at
            return f"{moment(at)}에 내리려던" if at and live.cancel_withdrawal(document) else ""
        waiting = document.editions.waiting().first()
        if waiting is None or str(waiting.number) != edition_number or not live.cancel_publication(waiting):
            return ""
        return f"{waiting.number}판을 {moment(waiting.publish_at)}에 공개하려던"

    def plans(self, document) -> dict:
        """What waits for its date: {"waiting": an edition or None, "withdraw_at": a time or None}."""
        withdraw_at = document.withdraw_at if document.live_id else None
        return {"waiting": document.editions.waiting().first(), "withdraw_at": withdraw_at}


def dropped(edition) -> list[str]:
    """The sentence about a date of publication that is no more."""
    if edition is None:
        return []
    return [f"{moment(edition.publish_at)}에 공개하려던 {edition.number}판의 예약은 없어졌습니다."]


def carried(asked: dict) -> str:
    """What was filled in beside the buttons, for the address of the form that comes back."""
    at = asked["publish_at"]
    kept = asked | {"publish_at": at and timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")}
    if kept["weight"] == Edition.NORMAL:
        del kept["weight"]
    kept = {name: value for name, value in kept.items() if value}
    return f"?{urlencode(kept)}" if kept else ""
