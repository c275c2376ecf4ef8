"""What an import would do, told before it is done: of each document what becomes of it, and what differs."""

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from django.utils import formats, timezone

from kbhelp.editing.differences import Differences, between
from kbhelp.exchange.checking import check
from kbhelp.exchange.planning import Arrival, ImportRefused, Plan, Publication
from kbhelp.exchange.reading import read_folder

NEW, CHANGED, SAME = "새 글", "바뀜", "그대로"


@dataclass
class Change:
    path: str
    title: str
    kind: str
    what: str  # NEW, CHANGED or SAME
    effects: list[str]
    differences: list[Differences]


@dataclass
class Changes:
    documents: list[Change]
    catalogues: list[
        tuple[str, list[str], list[str]]
    ]  # (what is listed, keys of new entries, of changed ones)
    ignored: dict[str, list[str]] = field(default_factory=dict)
    checks_left_out: list[str] = field(default_factory=list)

    def of(self, what: str) -> list[Change]:
        return [change for change in self.documents if change.what == what]

    @property
    def groups(self) -> list[tuple[str, list[Change]]]:
        return [(what, found) for what in (NEW, CHANGED) if (found := self.of(what))]

    @property
    def same(self) -> list[Change]:
        return self.of(SAME)

    def __bool__(self):
        return bool(self.groups or self.catalogues)

    @property
    def fingerprint(self) -> str:
        """Another where the folder, or what it meets on the site, says something else."""
        return sha256(repr((self.documents, self.catalogues)).encode()).hexdigest()


def changes_of(root: Path) -> Changes:
    """Nothing is written. Raises ImportRefused with what is wrong, as the import itself would."""
    folder = read_folder(root)
    check(folder)
    if folder.problems:
        raise ImportRefused(folder.problems)
    plan = Plan(folder)
    documents = [_change(plan, arrival) for arrival in plan.arrivals.values()]
    catalogues = [
        (str(model._meta.verbose_name), sorted(str(item) for item in found.new), sorted(found.changed))
        for model, found in plan.catalogued.items()
        if found.touched
    ]
    return Changes(documents, catalogues, folder.ignored, folder.checks_left_out)


def _change(plan: Plan, arrival: Arrival) -> Change:
    last = arrival.files[-1]
    is_changed = arrival.reaches_readers() or arrival.working
    return Change(
        path=", ".join(file.path for file in arrival.files),
        title=last.record["title"],
        kind=str(last.model._meta.verbose_name),
        what=NEW if arrival.is_new else CHANGED if is_changed else SAME,
        effects=[_effect(arrival, one) for one in arrival.publications] + _also(arrival),
        differences=[] if arrival.is_new else _differences(plan, arrival),
    )


def _effect(arrival: Arrival, publication: Publication) -> str:
    if publication.publish_at and publication.publish_at > timezone.now():
        return f"{_time(publication.publish_at)}에 공개됩니다."
    return "내린 글로 둡니다." if arrival.is_withdrawn else "확인하면 바로 독자에게 보입니다."


def _also(arrival: Arrival) -> list[str]:
    """What else becomes of it."""
    withdrawn = arrival.is_withdrawn and not arrival.publications
    published = [publication.file for publication in arrival.publications]
    is_draft = arrival.working and arrival.working not in published
    said = {
        "독자에게서 내립니다.": withdrawn,
        "초안이 됩니다. 독자에게는 보이지 않습니다.": is_draft and arrival.is_new,
        "초안만 바뀌고 독자가 보는 글은 그대로입니다.": is_draft and not published and not arrival.is_new,
        "초안도 따로 바뀝니다.": is_draft and published and not arrival.is_new,
        f"{arrival.withdraw_at and _time(arrival.withdraw_at)}에 내려집니다.": arrival.withdraw_at,
        f"예전 주소를 더합니다: {', '.join(arrival.addresses)}": arrival.addresses,
        "지금 예약된 판은 예약이 풀립니다.": arrival.drops_dates,
    }
    return [sentence for sentence, holds in said.items() if holds]


def _time(at) -> str:
    return formats.date_format(timezone.localtime(at), "Y년 n월 j일 H:i")


def _differences(plan: Plan, arrival: Arrival) -> list[Differences]:
    """From what readers see to what they will see, and from the draft to the draft where only that changes."""
    model, live = type(arrival.document), arrival.document.live
    found = [
        between(model, live.snapshot if live else {}, one.draft.snapshot) for one in arrival.publications
    ]
    if arrival.working and arrival.working not in [one.file for one in arrival.publications]:
        found.append(between(model, arrival.document.snapshot(), plan.snapshot(arrival.working)[0]))
    return [one for one in found if one]
