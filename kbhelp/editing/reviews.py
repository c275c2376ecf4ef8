"""The desk's pages of review: ask for it, decide about it, talk about it.

The verbs are those of `reviewing.ReviewRequest`; here is who may, and what is said about it.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect

from kbhelp.audit.acts import Act
from kbhelp.editing import mails
from kbhelp.editing.checking import line_of, places_of_stored_parts
from kbhelp.editing.checks import findings_of
from kbhelp.editing.differences import between
from kbhelp.editing.editions import small_number
from kbhelp.editing.forms import ApproveForm, CommentForm, ReturnForm
from kbhelp.editing.release import carried, dropped
from kbhelp.editing.reviewing import Comment, DecidedAlready, ReviewRequest
from kbhelp.editing.states import moment
from kbhelp.publishing.checks import PublishRefused
from kbhelp.publishing.references import References
from kbhelp.publishing.rendering import drafted
from kbhelp.roles import may_publish

NOT_SENT = "저장했지만 검토를 요청하지 않았습니다. 아래를 고친 뒤 다시 요청하세요."
FROZEN = "승인하면 이 내용 그대로 발행합니다. 지금부터 고치는 것은 초안에만 남습니다."
UNSENT = "알림 메일을 보내지 못했습니다. 필요하면 직접 알려 주세요."
DECIDED = "그사이 다른 사람이 이 요청을 처리했거나 새 요청이 들어왔습니다. 지금 상태를 확인하세요."
NO_RIGHT = "지금은 이 요청을 결정할 권한이 없습니다. 결정하지 않았고, 요청은 그대로입니다."
NOT_APPROVED = "발행하지 않았습니다. 요청은 그대로 기다립니다."


class Reviews:
    """For the admin of a kind of documents."""

    def ask_review(self, request, document, asked: dict):
        """Freeze the saved document for review, or say why not; then its form again."""
        said = {name: asked[name] for name in ("message", "note", "weight")}
        try:
            review = ReviewRequest.ask(document, by=request.user, **said)
        except PublishRefused as refusal:
            self.tell_refused(request, document, NOT_SENT, refusal.problems)
            return redirect(self.address(document) + carried(asked))
        number = review.edition.number
        self.log_change(request, document, f"{number}판의 검토를 요청함")
        messages.success(request, f"{number}판의 검토를 요청했습니다. {FROZEN}")
        who = f"{request.user}님이 검토를 요청했습니다."
        self.tell(
            request, document, mails.publishers(), f"검토 요청: {document.title}", [who, asked["message"]]
        )
        return redirect(self.address(document, "review"))

    def review_view(self, request, number):
        """The latest request with all that was said about the document; a POST decides or adds a word."""
        document = self.document_or_refusal(request, number)
        verbs = {
            "approve": self.approve,
            "return": self.send_back,
            "take-back": self.take_back,
            "comment": self.comment,
        }
        if request.method == "POST" and request.POST.get("do") in verbs:
            return verbs[request.POST["do"]](request, document)
        return self.review_page(request, document)

    def review_page(self, request, document, **forms):
        latest = ReviewRequest.objects.of(document).first()
        is_open = bool(latest) and not latest.outcome
        forms = {"approving": ApproveForm(), "returning": ReturnForm(), "comment": CommentForm()} | forms
        return self.desk_page(
            request,
            "desk/review.html",
            document,
            "검토",
            review=latest,
            asked=is_open and asked_against(document, latest),
            lines=is_open and lines_about(document, latest, self.address(document)),
            may_take_back=bool(latest) and latest.asked_by_id == request.user.pk,
            may_approve=bool(latest) and latest.may_be_approved_by(request.user),
            talk=talk_about(document),
            unsent=unsent_reason(forms["returning"], is_open and may_publish(request.user)),
            **forms,
        )

    def approve(self, request, document):
        form = ApproveForm(request.POST)
        if not form.is_valid():
            return self.mistyped(request, document, approving=form)
        replaced = document.editions.waiting().first()
        try:
            review = self.asked_about(request, document)
            edition = review.approve(by=request.user, at=form.cleaned_data["publish_at"])
        except (DecidedAlready, PermissionDenied) as refusal:
            return self.not_decided(request, document, refusal, approving=form)
        except PublishRefused as refusal:
            self.tell_refused(request, document, NOT_APPROVED, refusal.problems, self.address(document))
            return self.review_page(request, document, approving=form)
        self.tell_approved(request, document, review, edition, replaced)
        return redirect(self.address(document, "review"))

    def mistyped(self, request, document, **forms):
        """Shown again with what is wrong, and where it came too late besides, that."""
        number = small_number(request.POST.get("review", ""))
        if not document.reviews.open().filter(pk=number).exists():
            messages.error(request, DECIDED)
        return self.review_page(request, document, **forms)

    def not_decided(self, request, document, refusal, **forms):
        """Another was first, or the right has been taken away meanwhile: said beside what was typed."""
        is_late = isinstance(refusal, DecidedAlready)
        messages.error(request, DECIDED if is_late else NO_RIGHT)
        response = self.review_page(request, document, **forms)
        response.status_code = 200 if is_late else 403
        return response

    def tell_approved(self, request, document, review, edition, replaced):
        number = edition.number
        if edition.publish_at:
            what, when = "승인됨", moment(edition.publish_at)
            noted = f"{number}판을 승인하고 {when}에 공개하도록 예약함"
            said, seen = f"{number}판을 {when}에 공개하도록 예약했습니다.", f"{when}에 독자에게 보입니다."
        else:
            what, noted, seen = "발행됨", f"{number}판을 승인하고 발행함", "지금부터 독자에게 보입니다."
            said = f"{number}판을 발행했습니다. {seen}"
        self.log_change(request, document, noted, Act.Kind.PUBLIC)
        messages.success(request, " ".join([said, *dropped(replaced)]))
        asker, who = mails.reachable(review.asked_by_id), f"{request.user}님이 승인했습니다. {seen}"
        self.tell(request, document, asker, f"{what}: {edition.title}", [who])

    def send_back(self, request, document):
        form = ReturnForm(request.POST)
        if not form.is_valid():
            return self.mistyped(request, document, returning=form)
        try:
            review = self.asked_about(request, document)
            review.send_back(by=request.user, reason=form.cleaned_data["reason"])
        except (DecidedAlready, PermissionDenied) as refusal:
            return self.not_decided(request, document, refusal, returning=form)
        self.log_change(request, document, f"{review.edition.number}판을 돌려보냄")
        messages.success(request, "돌려보냈습니다. 쓴 사람의 할 일에 까닭과 함께 보입니다.")
        who = f"{request.user}님이 고칠 곳을 적어 돌려보냈습니다."
        asker = mails.reachable(review.asked_by_id)
        self.tell(request, document, asker, f"돌아온 글: {review.edition.title}", [who, review.reason])
        return redirect(self.address(document, "review"))

    def take_back(self, request, document):
        try:
            review = self.asked_about(request, document)
            review.take_back(by=request.user)
        except DecidedAlready:
            messages.error(request, DECIDED)
        else:
            self.log_change(request, document, f"{review.edition.number}판의 검토 요청을 거둠")
            messages.success(request, "검토 요청을 거두었습니다. 초안은 그대로 있습니다.")
        return redirect(self.address(document, "review"))

    def asked_about(self, request, document) -> ReviewRequest:
        """The request that the page showed, by its number: another may wait by now. Raises DecidedAlready."""
        number = small_number(request.POST.get("review", ""))
        found = document.reviews.select_related("edition__document").filter(pk=number).first()
        if found is None:
            raise DecidedAlready
        return found

    def comment(self, request, document):
        form = CommentForm(request.POST)
        if not form.is_valid():
            return self.review_page(request, document, comment=form)
        Comment.objects.create(document_id=document.pk, by=request.user, text=form.cleaned_data["text"])
        messages.success(request, "의견을 남겼습니다.")
        who, text = f"{request.user}님이 의견을 남겼습니다.", form.cleaned_data["text"]
        self.tell(request, document, mails.those_in_talk(document), f"의견: {document.title}", [who, text])
        return redirect(self.address(document, "review"))

    def tell(self, request, document, people, subject: str, lines: list[str]):
        """Mail everybody but whoever did it; when that fails, say so."""
        others = people.exclude(pk=request.user.pk)
        if not mails.send(others, subject, lines, self.address(document, "review")):
            messages.warning(request, UNSENT)


def unsent_reason(returning: ReturnForm, may_return: bool) -> CommentForm | None:
    """A reason that was typed, where the page has no form to send back with any more: as a remark it can stay."""
    reason = "" if may_return else returning.data.get("reason", "").strip()
    return CommentForm(initial={"text": reason}, auto_id="unsent_%s") if reason else None


def lines_about(document, review: ReviewRequest, form: str) -> list[dict]:
    """What the checks find in the edition that waits, today; each leads to its place in the draft's form."""
    edition, document = review.edition, document.concrete()
    related = edition.rendered["related"]
    places = places_of_stored_parts(document)
    found = findings_of(drafted(document, edition.snapshot, related, References()))
    return [line_of(finding, places, form) for finding in found]


def asked_against(document, review: ReviewRequest) -> dict:
    """What the request changes: against what readers see, or the edition that was sent back last; else all is new."""
    sent_back = ReviewRequest.objects.of(document).filter(outcome=ReviewRequest.RETURNED, pk__lt=review.pk)
    if document.live:
        heading, name, before = "독자가 보는 글과 다른 곳", "독자가 보는 판", document.live
    elif returned := sent_back.first():
        before, number = returned.edition, returned.edition.number
        heading, name = f"돌려보낸 {number}판과 다른 곳", f"돌려보낸 {number}판"
    else:
        heading, name, before = "새 글의 내용", "", None
    snapshot = before.snapshot if before else {}
    return {
        "heading": heading,
        "found": between(type(document.concrete()), snapshot, review.edition.snapshot),
        "names": {"before": name, "after": "검토를 요청한 판"},
    }


def talk_about(document) -> list[dict]:
    """Every word said about the document and every request with its outcome, the oldest first."""
    said = [
        {"at": one.at, "by": one.by, "what": "의견", "text": one.text}
        for one in document.comments.select_related("by")
    ]
    for one in ReviewRequest.objects.of(document):
        name = f"{one.edition.number}판"
        asked = {"at": one.asked_at, "by": one.asked_by, "what": f"{name} 검토 요청", "text": one.message}
        said.append(asked)
        if one.outcome:
            what = f"{name} {one.get_outcome_display()}"
            said.append({"at": one.decided_at, "by": one.decided_by, "what": what, "text": one.reason})
    return sorted(said, key=lambda one: one["at"])
