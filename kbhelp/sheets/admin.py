"""The desk's pages of sheets: download one, send one, see line by line what it would do, and let it be done.

What is sent waits as archives do (kbhelp.moving.waiting): under its sender's number and nothing that a form says.
"""

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST, require_safe

from kbhelp.audit.acts import Act, record
from kbhelp.moving import waiting
from kbhelp.publishing.models import Document
from kbhelp.sheets.kinds import DocumentSheet, PartSheet
from kbhelp.sheets.reading import read
from kbhelp.sheets.resources import CHANGED, MOST, NEW, SAME, WRONG, FormSheet, Overtaken
from kbhelp.sheets.sheet import SheetRefused
from kbhelp.sheets.writing import TooLongForExcel, download

SIGNER = signing.Signer(salt="kbhelp.sheets")
AGAIN = "올린 표가 남아 있지 않습니다. 한 시간이 지났거나 그 뒤에 다른 표를 올렸습니다. 다시 올리세요."
OVERTAKEN = (
    "미리 본 뒤에 다른 사람이 초안을 고쳤습니다. 아무것도 가져오지 않았습니다. 바뀐 것을 다시 확인하세요."
)
TOO_LONG = "엑셀의 한 칸에 담을 수 없는 긴 글이 있습니다. CSV로 내려받으세요."
SHOWN = 200  # problems; who has more has one wrong column


class WithSheet:
    """For the admin of a kind of documents."""

    sheet_place = ""  # what stands in the address before `sheet/`

    def get_urls(self):
        pages = [
            ("", "sheet", self.sheet_view),
            ("export/", "export", self.export_view),
            ("preview/", "look", self.look_view),
            ("import/", "bring", self.bring_view),
        ]
        own = [
            path(
                f"{self.sheet_place}sheet/{address}",
                self.admin_site.admin_view(view),
                name=self.view_name(name),
            )
            for address, name, view in pages
        ]
        return own + super().get_urls()

    def sheet_or_refusal(self, request, **place) -> FormSheet:
        raise NotImplementedError

    @method_decorator(require_safe)
    def sheet_view(self, request, **place):
        sheet = self.sheet_or_refusal(request, **place)
        waiting.forget()
        context = {
            "largest": settings.STAFF_BODY_LIMIT // 1_000_000,
            "most": MOST,
            "number": sheet.to_export().count(),
        }
        return self.sheet_page(request, sheet, place, "desk/sheet.html", **context)

    @method_decorator(require_safe)
    def export_view(self, request, **place):
        sheet = self.sheet_or_refusal(request, **place)
        name = f"{sheet} {timezone.localdate():%Y-%m-%d}"
        record(Act.Kind.EXPORT, f"표로 내려받음: {sheet}", request=request)
        try:
            return download(sheet, name, request.GET.get("format") == "xlsx")
        except TooLongForExcel:
            messages.error(request, TOO_LONG)
            return redirect(self.sheet_address(place))

    @method_decorator(require_POST)
    def look_view(self, request, **place):
        sheet = self.sheet_or_refusal(request, **place)
        upload = request.FILES.get("sheet")
        if upload is None:
            messages.error(request, "가져올 파일을 고르세요.")
            return redirect(self.sheet_address(place))
        waiting.keep(request.user, upload, waiting.SHEET)
        return self.look(request, sheet, place)

    @method_decorator(require_POST)
    def bring_view(self, request, **place):
        """What was looked at, if it still means the same: otherwise it is shown once more."""
        sheet = self.sheet_or_refusal(request, **place)
        file = waiting.kept(request.user, waiting.SHEET)
        seen = seen_of(request.POST.get("seen", ""))
        if file is None or seen[:2] != [waiting.digest(file), sheet.target]:
            messages.error(request, AGAIN)
            return redirect(self.sheet_address(place))
        try:
            sheet.bring(read(file), seen[2])
        except (Overtaken, SheetRefused):
            messages.warning(request, OVERTAKEN)
            return self.look(request, self.sheet_or_refusal(request, **place), place)
        except Document.DoesNotExist:
            raise Http404 from None
        waiting.drop(request.user, waiting.SHEET)
        messages.success(request, f"표에서 가져왔습니다. {counted(sheet.looks)}. 발행해야 독자에게 보입니다.")
        return redirect(self.sheet_home(place))

    def look(self, request, sheet, place):
        """Line by line what would become of it."""
        file = waiting.kept(request.user, waiting.SHEET)
        note = ""
        try:
            sent = read(file)
            looks, problems, note = sheet.look(sent), [], sent.note
        except SheetRefused as refusal:
            looks, problems = [], refusal.problems
        problems += [problem for look in looks for problem in look.problems]
        if problems:
            waiting.drop(request.user, waiting.SHEET)
        context = {
            "groups": [(what, found) for what in (NEW, CHANGED, SAME) if (found := of(looks, what))],
            "is_needed": bool(of(looks, NEW) or of(looks, CHANGED)),
            "note": note,
            "problems": problems[:SHOWN],
            "number_of_problems": len(problems),
            "counted": counted(looks),
            "names": {"before": "지금", "after": "가져온 뒤"},
        }
        if not problems:
            seen = [waiting.digest(file), sheet.target, sheet.fingerprint]
            context["seen"] = SIGNER.sign_object(seen)
        return self.sheet_page(request, sheet, place, "desk/sheet_preview.html", **context)

    def sheet_page(self, request, sheet, place, template, **context):
        """`problems` of what was sent are an answer of 422."""
        context |= {
            "title": f"{sheet}: 표에서 가져오기·내보내기",
            "opts": self.opts,
            "sheet": sheet,
            "sheet_url": self.sheet_address(place),
            "home_url": self.sheet_home(place),
            "headings": [column.column_name for column in sheet.fields.values()],
        }
        status = 422 if context.get("problems") else 200
        return render(request, template, self.admin_site.each_context(request) | context, status=status)

    def sheet_address(self, place) -> str:
        return reverse(f"admin:{self.view_name('sheet')}", kwargs=place)


def seen_of(signed: str) -> list:
    try:
        return SIGNER.unsign_object(signed)
    except signing.BadSignature:
        return []


def of(looks, what: str) -> list:
    return [look for look in looks if look.what == what]


def counted(looks) -> str:
    numbers = {what: len(of(looks, what)) for what in (WRONG, NEW, CHANGED, SAME)}
    return ", ".join(f"{what} {number}줄" for what, number in numbers.items() if number)


class DocumentSheets(WithSheet):
    """All documents of the kind, one a line; for those who may write them."""

    change_list_template = "desk/sheet_list.html"
    sheet_headings: dict[str, str] = {}  # {field: the word above its column}

    def sheet_or_refusal(self, request):
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied
        return DocumentSheet(self, request, self.sheet_headings)

    def sheet_home(self, place):
        return reverse(f"admin:{self.view_name('changelist')}")

    def changelist_view(self, request, extra_context=None):
        may = self.has_add_permission(request) and self.has_change_permission(request)
        context = {"sheet_url": self.sheet_address({})} if may else {}
        return super().changelist_view(request, context | (extra_context or {}))


class PartSheets(WithSheet):
    """The parts of one document, one a line."""

    sheet_place = "<int:number>/"

    def sheet_or_refusal(self, request, number):
        return PartSheet(self, request, self.document_or_refusal(request, number).concrete())

    def sheet_home(self, place):
        return reverse(f"admin:{self.view_name('change')}", args=[place["number"]])

    def links(self, number):
        return super().links(number) | {"sheet_url": "../sheet/"}
