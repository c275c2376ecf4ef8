"""What a kind of document says of itself: whoever lists, finds, embeds or describes documents asks here, and knows no
kind by name. Kinds are found in Django's own registry, so that installing an app is all it takes.
"""

from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.core.checks import Error, register
from django.urls import reverse

LAST = 32_767  # the place of what editors gave none on the first screen


@dataclass(frozen=True)
class Area:
    """A list page with all documents of one kind or of several."""

    key: str  # the view's `area` in the context
    label: str
    url_name: str
    menu_label: str = ""  # in the main menu, where it has one


@dataclass(frozen=True)
class AtHome:
    """What the first screen shows of a kind: of documents with 첫 화면 순서, in that order."""

    template: str  # receives `pages`, of which there is at least one
    is_in_hero: bool = False  # beside the search box, else below
    order: int = 0
    at_most: int = 5
    is_whole: bool = True  # whole pages, else cards


class Kind:
    """The attributes and questions of a kind; `Document` inherits them, a kind gives them its values."""

    KIND = ""  # the stored name: guide, table, checklist, faq
    ORDER = 100  # where several kinds stand together, the lowest first
    LABEL = ""  # the readers' word for it
    AREA = None  # the Area that lists it
    FOLDER = ""  # the folder of its files
    FILE = ""  # or the name of the one file that there is of it
    # Its page; without one, readers meet it inside other documents alone
    PAGE_URL = ""  # the URL name of the public page, taking the slug
    PAGE_TEMPLATE = "publishing/embedded_alone.html"  # without a page: what a preview shows
    ANCHORS = ("sources", "related")  # where a link may lead on its page, besides its headings and parts
    MARKDOWN_URL = ""  # the URL name of the page as Markdown, where there is one
    SCHEMA_TYPE = "Article"  # what the page is in schema.org's words
    # Where else it shows
    EMBED_LABEL = ""  # the editors' word in [[…:slug]]
    EMBED_TEMPLATE = ""  # the partial shown inside another document
    PLAIN_TEMPLATE = ""  # its parts for programs: every word of them, without forms and folds
    SEARCH = None  # its kbhelp.search.kinds.SearchKind
    AT_HOME = None  # its AtHome
    IN_SITEMAP = IN_FEED = True
    IN_LLMS = False
    # What readers are asked and offered
    LEADS_THROUGH_A_STAGE = False  # asked for its outcome; others whether they helped
    EXPLAINS = False  # prose to read on about what a diagnosis found
    ANSWERS_SEARCHES = False  # a search that found nothing is made into a document of this kind
    # Its content
    MARKDOWN_FIELDS = ("body",)
    PROSE = (("body", ""),)  # those again in the page's order, each with its heading there
    CONTENT_FIELDS = ()  # further plain fields of the kind that belong to the snapshot
    BEGINS_WITH = ""  # the body of a new one: headings, and hints in 〈 〉 that never reach a reader
    NEEDED = {}  # fields without which it cannot be published, each with the sentence that asks for it
    NAMED = {"sources": "key"}  # what a file names by this key alone → kbhelp.exchange.files
    HANGS_ON_OTHERS = False  # what may be published does, so that it is asked again when it is due
    PICTURES = ()  # plain fields that hold the address of a picture
    LISTS = ()  # text fields that hold a list, one line each
    PARTS = None  # the kind's ordered parts: the related name of rows or items

    @classmethod
    def checked_fields(cls) -> tuple[str, ...]:
        """What a check against the sources covers, beside the sources and the parts → publishing.verifications."""
        return ("title", "summary", *cls.MARKDOWN_FIELDS)

    @classmethod
    def missing(cls, data: dict) -> list[str]:
        """What it needs beside NEEDED before it can be published, one Korean sentence each."""
        return []

    @classmethod
    def units(cls, draft) -> list:
        """What search finds of it: kbhelp.search.index.units.Unit, one for each answer it holds."""
        return []

    @classmethod
    def group_of(cls, data: dict) -> str:
        """The group (topic, category) by which lists are filtered."""
        return ""

    @classmethod
    def short_title_of(cls, data: dict) -> str:
        """What stands where the title is too long."""
        return data["title"]

    @classmethod
    def columns_of(cls, data: dict) -> dict:
        """What an edition keeps beside this snapshot, so that lists need not read it."""
        columns = {name: data[name] for name in ("title", "slug", "summary", "stage")}
        columns |= {"group": cls.group_of(data), "short_title": cls.short_title_of(data)}
        return columns | {"place": LAST if data["home_position"] is None else data["home_position"]}

    @classmethod
    def group_name_of(cls, data: dict) -> str:
        """The readers' word for that group."""
        return cls.group_of(data)

    @classmethod
    def parts_markdown(cls, data: dict) -> str:
        """Its parts as Markdown, for its own twin and for those that embed it."""
        return ""

    @classmethod
    def url_of(cls, slug: str, page="PAGE_URL") -> str:
        """The path of its page, or of its MARKDOWN_URL; nothing where there is none."""
        name = getattr(cls, page)
        return reverse(name, args=[slug]) if name else ""

    @classmethod
    def group_label(cls) -> str:
        """Under which heading links to it are gathered."""
        return cls.AREA.label if cls.AREA else cls.LABEL


def kinds() -> dict[str, type[Kind]]:
    """The kinds of documents by their stored name, in the order in which they stand beside each other."""
    return dict(_kinds(tuple(apps.app_configs)))


@cache
def _kinds(installed: tuple[str, ...]) -> dict[str, type[Kind]]:
    found = [model for model in apps.get_models() if issubclass(model, Kind) and model.KIND]
    return {model.KIND: model for model in sorted(found, key=lambda model: model.ORDER)}


def kinds_with(*attributes: str) -> list[type[Kind]]:
    """The kinds that have a value in each of these: kinds_with("PAGE_URL", "IN_SITEMAP")."""
    return [model for model in kinds().values() if all(getattr(model, name) for name in attributes)]


def areas() -> list[Area]:
    return list(dict.fromkeys(model.AREA for model in kinds_with("AREA")))


@register
def names_are_told_apart(app_configs, **options) -> list[Error]:
    """Two kinds of one name would be taken for each other in files, texts, addresses or search."""
    models = [model for model in apps.get_models() if issubclass(model, Kind) and model.KIND]
    searched = [model.SEARCH for model in models if model.SEARCH]
    names = {
        name: [getattr(model, name) for model in models] for name in ("KIND", "FOLDER", "FILE", "EMBED_LABEL")
    }
    names["name in SEARCH"] = [kind.name for kind in searched]
    names["unit in SEARCH"] = [unit for kind in searched for unit in kind.units]
    return [
        Error(f"Two kinds of documents have the {what} {value!r}.", id="publishing.E001")
        for what, values in names.items()
        for value in sorted({value for value in values if value and values.count(value) > 1})
    ]


@register
def prose_is_whole(app_configs, **options) -> list[Error]:
    """What a page says and its Markdown and the API leave out, or the other way round, nobody would miss."""
    return [
        Error(f"MARKDOWN_FIELDS and PROSE of {model.KIND!r} name different fields.", id="publishing.E002")
        for model in kinds_with("PAGE_URL")
        if sorted(model.MARKDOWN_FIELDS) != sorted(name for name, _ in model.PROSE)
    ]
