"""Which keys of a site profile are stored elsewhere: without its word such a key would stand on a page as it is."""

from itertools import chain

from django.apps import apps
from django.utils.choices import CallableChoiceIterator

from kbhelp import profile
from kbhelp.publishing.complaints import Complaint
from kbhelp.publishing.kinds import kinds
from kbhelp.publishing.models import Edition
from kbhelp.site.words.lists import row_of

# Where keys of a list are stored is found by the choices of the fields, in whatever app they are.
CHOICES = {
    "stages": profile.stage_choices,
    "topics": profile.topic_choices,
    "institutions": profile.institution_choices,
    "screens": profile.screen_choices,
    "risks": profile.risk_choices,
    "efforts": profile.effort_choices,
    "confidences": profile.confidence_choices,
    "frequencies": profile.frequency_choices,
}
PAST = {"vote"}  # keeps what it was called by, as editions do that no reader sees


def keys_of(data: dict, name: str) -> list[str]:
    if name == "stages":
        return [row["key"] for row in data["stages"]]
    return [row_of(name, line)["key"] for line in data[name]]


def still_used(data: dict) -> list[Complaint]:
    return _in_columns(data) or _in_editions(data)


def _in_columns(data: dict) -> list[Complaint]:
    """What is stored as it is written: working copies, notices, and of each edition its columns."""
    found = []
    for name, choices in CHOICES.items():
        for other, field in fields_with(choices):
            used = other.objects.exclude(**{f"{field.name}__in": ["", *keys_of(data, name)]})
            used = used.exclude(live_kind="") if other is Edition else used
            if first := used.values_list(field.name, flat=True).order_by(field.name).first():
                word = profile.label(name, first)
                where = other._meta.verbose_name
                said = f"‘{word}’({first}): 쓰는 곳이 있습니다({where}). 지우려면 그것부터 고치세요."
                found.append(Complaint.about(said, name))
    return found


def fields_with(choices):
    """(model, field) of all whose choices these are."""
    for model in apps.get_models():
        if model._meta.model_name in PAST:
            continue
        for field in model._meta.local_fields:
            given = getattr(field, "choices", None)
            if isinstance(given, CallableChoiceIterator) and given.func is choices:
                yield model, field


def _in_editions(data: dict) -> list[Complaint]:
    """What readers see and will see, which a working copy may have left: read only where a key goes."""
    now = profile.current()
    gone = {name: {row["key"] for row in now[name]} - {*keys_of(data, name)} for name in CHOICES}
    gone = {name: keys for name, keys in gone.items() if keys}
    if not gone:
        return []
    fields = [(name, model, field.name) for name in gone for model, field in fields_with(CHOICES[name])]
    read = Edition.objects.select_related("document").only("snapshot", "title", "document__kind")
    found = {}
    for edition in chain(read.live().iterator(), read.waiting().iterator()):
        for owner, row in _rows_of(edition):
            for name, model, field in fields:
                if issubclass(owner, model) and row.get(field) in gone[name]:
                    found.setdefault((name, row[field]), edition.title)
    said = "‘{}’({}): 독자가 보거나 볼 글이 씁니다(‘{}’). 그것부터 고쳐 발행하세요."
    return [
        Complaint.about(said.format(profile.label(name, key), key, title), name)
        for (name, key), title in sorted(found.items())
    ]


def _rows_of(edition: Edition) -> list[tuple[type, dict]]:
    """(model, fields) of the document and of each of its parts."""
    model, data = kinds()[edition.document.kind], edition.snapshot
    parts = [(model.part_model(), row) for row in data[model.PARTS]] if model.PARTS else []
    return [(model, data), *parts]
