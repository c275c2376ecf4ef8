"""점검: what is wrong with the form as it stands and what could be better, beside it while somebody writes.

The form is saved as for a preview, which is undone at once; only then, with nobody waiting, is it rendered and checked.
"""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import format_html

from kbhelp.editing.checks import Finding, findings_of, warnings_of
from kbhelp.publishing.references import References
from kbhelp.publishing.rendering import draft_of, drafted

TOLD = 3  # warnings in words after a publication


class Checks:
    """For the admin of a kind of documents."""

    def take_for_check(self, request, document):
        """Within the transaction of saving: all that the checks need to know, and then as if nobody had saved."""
        neighbours = list(document.neighbours().values_list("pk", flat=True))
        request.checked = (document, document.snapshot(), neighbours)
        transaction.set_rollback(True)
        return HttpResponse()

    def answer_check(self, request, response):
        """As a list alone for the script of the form (`_check=list`), else as a page."""
        checked = getattr(request, "checked", None)
        if checked:
            places = getattr(request, "places_of_parts", {})
            lines = [line_of(finding, places) for finding in findings_of(drafted(*checked, References()))]
        elif getattr(response, "context_data", None):
            lines = refusals_in(response.context_data)
        else:
            return response
        said = sentence_about(lines, is_refused=checked is None)
        context = {"lines": lines, "is_refused": checked is None, "said": said}
        if request.POST["_check"] == "list":
            return render(request, "desk/_checks_list.html", context)
        context |= self.admin_site.each_context(request) | {"title": "점검"}
        return render(request, "desk/checks.html", context)

    def tell_refused(self, request, document, said: str, problems: list[str], form=""):
        """Not published: each sentence leads to its place in the form, which comes back or has the address `form`."""
        messages.error(request, said)
        places = places_of_stored_parts(document)
        for problem in problems:
            messages.error(request, leading(line_of(Finding.of(problem), places, form)))

    def tell_warnings(self, request, document):
        """After a publication, which they did not stop."""
        found = warnings_of(draft_of(document.concrete(), References()))
        for finding in found[:TOLD]:
            messages.warning(request, f"살펴보세요. {finding.message}")
        further = len(found) - TOLD
        if further > 0:
            messages.warning(request, f"살펴볼 것이 {further}개 더 있습니다. 아래 ‘점검’에서 볼 수 있습니다.")


def places_of_parts(formsets) -> dict[str, str]:
    """Under which prefix the form has each part, by its key."""
    forms = (form for formset in formsets for form in formset.forms)
    return {form.instance.key: form.prefix for form in forms if getattr(form.instance, "key", "")}


def places_of_stored_parts(document) -> dict[str, str]:
    """The same for the form that is opened next."""
    parts = getattr(document, document.PARTS).values_list("key", flat=True) if document.PARTS else []
    return {key: f"{document.PARTS}-{number}" for number, key in enumerate(parts)}


def line_of(finding: Finding, places: dict[str, str], form="") -> dict:
    """A line of the list; `target` is the id of the field it leads to, `form` the address of the form where that is
    another page: static/desk/checks.js finds the line there."""
    prefix = f"{places[finding.part]}-" if finding.part in places else ""
    target = f"id_{prefix}{finding.field}" if finding.field and (prefix or not finding.part) else ""
    return vars(finding) | {"target": target, "form": form and f"{form}?line={finding.line}"}


def refusals_in(context) -> list[dict]:
    """What keeps the form from being saved, as a draft too."""
    formsets = [inline.formset for inline in context["inline_admin_formsets"]]
    forms = [context["adminform"].form, *(form for formset in formsets for form in formset.forms)]
    lines = [
        {"message": refusal(form, name, error), "blocks": True, "line": 1, "target": target_in(form, name)}
        for form in forms
        for name, errors in form.errors.items()
        for error in errors
    ]
    whole = (error for formset in formsets for error in formset.non_form_errors())
    return lines + [{"message": error, "blocks": True, "line": 1, "target": ""} for error in whole]


def leading(line: dict) -> str:
    if not line["target"]:
        return line["message"]
    return format_html('<a href="{form}#{target}" data-line="{line}">{message}</a>', **line)


def sentence_about(lines: list[dict], is_refused: bool) -> str:
    blocking = sum(line["blocks"] for line in lines)
    counts = {
        "저장 전에 고칠 것" if is_refused else "발행 전에 고칠 것": blocking,
        "살펴볼 것": len(lines) - blocking,
    }
    said = ", ".join(f"{what} {number}개" for what, number in counts.items() if number)
    return f"점검: {said or '고칠 것을 찾지 못했습니다'}"


def refusal(form, name: str, error: str) -> str:
    return f"{form[name].label}: {error}" if name in form.fields else error


def target_in(form, name: str) -> str:
    return form[name].auto_id if name in form.fields else ""
