"""From the snapshot of a site profile to what `kbhelp.profile.current()` answers."""

from kbhelp.site.words.finding import Finding
from kbhelp.site.words.lists import ROWS, row_of
from kbhelp.site.words.look import look_of
from kbhelp.site.words.pages import PAGES, page_of
from kbhelp.site.words.standing import Standing


def spoken(snapshot: dict) -> dict:
    now = {"name": snapshot["title"], "description": snapshot["summary"], "desk": snapshot["desk"]}
    for field, place in {**Standing.PLACES, **Finding.PLACES}.items():
        _put(now, place, snapshot[field])
    now["look"] = look_of(snapshot)
    rows = {name: [row_of(name, line) for line in snapshot[name]] for name in ROWS}
    now["examples"] = {row["key"]: row["label"] for row in rows.pop("examples")}
    now["diagnosis"]["note"] = rows.pop("call_note")
    now["diagnosis"]["read_first"] = _read_first(snapshot)
    for row in rows["frequencies"]:
        row["weight"] = int(row["weight"])
    now |= rows
    now |= {name: snapshot[name] for name in ("official_hosts", "subject_words")}
    now["at_hand"] = [_named(name) for name in snapshot["at_hand"]]
    now["stages"] = [_stage(row) for row in snapshot["stages"]]
    now["pages"] = {name: page_of(snapshot, name) for name in PAGES}
    return now


def _put(now: dict, place: str, value):
    *above, name = place.split(".")
    for one in above:
        now = now.setdefault(one, {})
    now[name] = value


def _named(name: str) -> dict:
    kind, _, slug = name.partition(":")
    return {"kind": kind, "slug": slug}


def _read_first(snapshot: dict) -> dict | None:
    if not snapshot["read_first"]:
        return None
    return {"lead": snapshot["read_first_lead"]} | _named(snapshot["read_first"])


def _stage(row: dict) -> dict:
    stage = {name: row[name] for name in ("key", "label", "heading", "hint", "vote")}
    if row["stuck_title"]:
        stage["stuck"] = {name: row[f"stuck_{name}"] for name in ("title", "text", "at_home", "name", "icon")}
    if row["next_stage"]:
        stage["next"] = {name: row[f"next_{name}"] for name in ("stage", "text", "button")}
    return stage
