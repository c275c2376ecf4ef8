"""What an editor may put into a text without knowing how it is written: other texts, headings in them, sources, terms,
pictures.

An option is {"title", "note": what it is, "text": the Markdown, "alone": whether it stands in a line of its own}; that
of a picture has its address as "picture" besides.
"""

import re

from django.db.models import Q
from django.http import JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from kbhelp.addresses import host_of
from kbhelp.markdown.source import literal
from kbhelp.publishing.kinds import kinds
from kbhelp.publishing.models import Document, Edition
from kbhelp.publishing.pictures import Picture, markdown_of
from kbhelp.publishing.sources import Source
from kbhelp.roles import may_write
from kbhelp.search.models import Term
from kbhelp.text import normalise, one_line

AT_MOST = 12  # of each sort
HEADINGS_OF = 3  # documents whose headings are offered as well
LONGEST = 300  # letters of a query or of the words behind which a link is put
LONGEST_ADDRESS = 2_000  # a longer one is no address: cut, it would lead elsewhere
ADDRESS = re.compile(r"https?://[^\s<>\"\\\[\]]+")


@require_safe
def picker(request):
    """Options for `q`, by `mode` those of embedding, of linking, of showing pictures or any; none for who may not
    write."""
    if not (request.user.is_staff and may_write(request.user)):
        return JsonResponse({"error": "로그인이 끝났습니다. 새 창에서 로그인한 뒤 다시 하세요."}, status=403)
    query = one_line(request.GET.get("q", ""))
    chosen = one_line(request.GET.get("chosen", ""))[:LONGEST]
    return JsonResponse({"options": options_for(query, request.GET.get("mode", "any"), chosen)})


def options_for(query: str, mode: str, chosen: str) -> list[dict]:
    """`chosen` are the words that the editor selected before: a link is put behind them."""
    if mode != "embed" and len(query) <= LONGEST_ADDRESS and ADDRESS.fullmatch(query):
        return [address_link(query, chosen)]
    words = normalise(query[:LONGEST]).split()
    if mode == "picture":
        return pictures_of(words)
    documents = list(documents_named(words))
    options = [] if mode == "link" else [embed(one) for one in documents if kinds()[one.kind].EMBED_LABEL]
    if mode != "embed":
        options += [link for one in documents if (link := link_to(one, chosen))]
        options += headings_in(documents[:HEADINGS_OF], chosen) if words else []
        options += [source_link(one, chosen) for one in named(Source.objects.order_by("name"), words)]
        options += [
            term_link(one, chosen)
            for one in named(Term.objects.exclude(definition="").order_by("name"), words)
        ]
    return options + (pictures_of(words) if words and mode == "any" else [])


def pictures_of(words: list[str]) -> list[dict]:
    """By their descriptions or the names of their files, the newest first."""
    either = (Q(description__icontains=word) | Q(file_name__icontains=word) for word in words)
    return [
        {
            "title": str(picture),
            "note": "올린 그림",
            "text": markdown_of(picture),
            "alone": False,
            "picture": picture.url,
        }
        for picture in Picture.objects.filter(*either)[:AT_MOST]
    ]


def address_link(address: str, words: str) -> dict:
    host = host_of(address) or address
    safe = address.replace("(", "%28").replace(")", "%29")
    return {
        "title": address,
        "note": "이 주소로 링크",
        "text": f"[{literal(words or host)}]({safe})",
        "alone": False,
    }


def named(rows, words, field="name"):
    """Those whose name holds every word, in any order."""
    return rows.filter(*(Q(**{f"{field}__icontains": word}) for word in words))[:AT_MOST]


def documents_named(words):
    """What somebody worked on last comes first: it is what they have in mind."""
    rows = Document.objects.filter(Q(live__isnull=False) | Q(withdrawn_at=None)).order_by("-changed_at", "pk")
    return named(rows.only("kind", "title", "slug", "live_id"), words, "title")


def embed(document: Document) -> dict:
    model = kinds()[document.kind]
    title = plain(document.title)
    return option(
        document,
        f"{model._meta.verbose_name} 넣기",
        f"[[{model.EMBED_LABEL}:{document.slug} | {title}]]",
        alone=True,
    )


def link_to(document: Document, words: str, anchor="", heading="") -> dict | None:
    model = kinds()[document.kind]
    address = model.url_of(document.slug)
    if not address:
        return None
    text = f"[{literal(words or heading or document.title)}]({address}{anchor})"
    return option(document, f"{model._meta.verbose_name} 링크", text)


def option(document: Document, note: str, text: str, alone=False) -> dict:
    state = "" if document.live_id else " · 아직 초안"
    return {"title": document.title, "note": note + state, "text": text, "alone": alone}


def headings_in(documents: list[Document], words: str) -> list[dict]:
    """Of what readers see, in the order of each text."""
    editions = Edition.objects.live().filter(document__in=documents).select_related("document")
    found = {edition.document_id: edition for edition in editions}
    options = []
    for document in documents:
        rendered = found[document.pk].rendered if document.pk in found else {}
        for heading in rendered.get("body", {}).get("headings", [])[:AT_MOST]:
            anchor = heading["anchor"].removeprefix("h-")  # as an author writes it
            link = link_to(document, words, f"#{anchor}", heading["text"])
            options += (
                [link | {"title": heading["text"], "note": f"‘{document.title}’ 안의 제목"}] if link else []
            )
    return options


def source_link(source: Source, words: str) -> dict:
    text = f"[{literal(words or source.name)}]({source.url})"
    return {"title": source.name, "note": "출처 링크", "text": text, "alone": False}


def term_link(term: Term, words: str) -> dict:
    text = f"[{literal(words or term.name)}]({reverse('terms')}?t={term.pk}#t-{term.pk})"
    return {"title": term.name, "note": "낱말 풀이 링크", "text": text, "alone": False}


def plain(title: str) -> str:
    """A title as it may stand behind an embed's name, for whoever reads the text."""
    return " ".join(title.translate(dict.fromkeys(map(ord, "[]|｜"), " ")).split())
