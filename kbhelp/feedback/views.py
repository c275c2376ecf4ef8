"""One endpoint for every vote, with JavaScript (a fragment) and without (a page of its own); and which result of a
search was opened."""

from django.core.exceptions import BadRequest, PermissionDenied
from django.db import DatabaseError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from kbhelp.feedback.choices import count_answer, count_choice
from kbhelp.feedback.forms import VoteForm
from kbhelp.feedback.models import TooMany, Vote, cast
from kbhelp.feedback.origin import is_from_our_page, own_referer
from kbhelp.feedback.reader import reader_of
from kbhelp.search.counting import count_opened

RETRY_SECONDS = 30  # when the database does not answer
QUERY_LENGTH, UNIT_LENGTH = 200, 120


@csrf_exempt  # readers have no cookie and so no token; is_from_our_page stands in its place
@never_cache
@sensitive_post_parameters("text")
def vote(request):
    if request.method != "POST":
        response = render(request, "feedback/wrong_method.html", status=405)
        response.headers["Allow"] = "POST"
        return response
    if not is_from_our_page(request):
        raise PermissionDenied
    form = VoteForm(request.POST)
    try:
        return answer(request, form)
    except TooMany as refusal:
        message = "짧은 시간에 너무 많이 보내셨습니다. 잠시 뒤에 다시 눌러 주세요."
        return page(request, form, "refused", 429, wait=refusal.wait, message=message)
    except DatabaseError:
        message = "지금은 저장할 수 없습니다. 적으신 내용은 아래에 그대로 있으니 잠시 뒤에 다시 보내 주세요."
        return page(request, form, "refused", 503, wait=RETRY_SECONDS, message=message)


def answer(request, form):
    is_valid = form.is_valid()
    if form.is_about_nothing():
        raise Http404
    if form.is_forged():
        raise BadRequest("a choice that no page offers")
    if not is_valid:
        return page(request, form, "refused", 422, message="")
    reader = reader_of(request)
    cast(reader, **form.cleaned_data)
    if form.cleaned_data["answer"] != Vote.Answer.NOT_YET:
        was_helped = form.cleaned_data["answer"] == Vote.Answer.YES
        count_answer(reader.network, form.cleaned_data["edition"].document_id, was_helped)
    return page(request, form, "thanks", 200)


def page(request, form, name, status, *, wait=None, **context):
    """The fragment for votes.js, the whole page for everyone else."""
    is_fragment = request.headers.get("X-Requested-With") == "fetch"
    template = f"feedback/_{name}.html" if is_fragment else f"feedback/{name}.html"
    context |= {"form": form, "back": back_address(request)}
    response = render(request, template, context, status=status)
    if is_fragment:
        response.headers["Fragment"] = "vote"  # votes.js puts nothing else into the page
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


def back_address(request) -> str:
    """Where the reader came from, if that is one of our pages: sent along, else the Referer, else home."""
    for address in (request.POST.get("back", ""), own_referer(request)):
        is_ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
        if is_ours and not address.startswith(reverse("vote")):
            return address
    return reverse("home")


@csrf_exempt  # browsers send it for a link with `ping`; it carries no cookie and only counts
@require_POST
def opened(request):
    """`q`: what was searched; `u`: which unit of the index was opened."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return HttpResponse(status=403)
    query, unit = request.GET.get("q", "")[:QUERY_LENGTH].strip(), request.GET.get("u", "")[:UNIT_LENGTH]
    if query:
        count_opened(query)
        count_choice(query, unit, reader_of(request).network)
    return HttpResponse(status=204)
