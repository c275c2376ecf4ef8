"""The shapes in which editions are stored, and the step from each to the next.

An edition is stored once and read for years, by code that has moved on. Whatever code asks for a snapshot or for its
rendered prose gets today's shape (`kbhelp.publishing.stored`). Who changes a shape adds one step at the end of its
tuple; the number of steps is the number of the shape. A step takes the dict of one edition and returns a new one. It
is written from what was stored then, calls no other code of the project, and never changes again.
"""

SCHEMA = "schema"  # the key in the stored JSON that holds the number of its shape; without it: 0


class NewerShape(Exception):
    """The edition was stored by newer code than this, which cannot know how to read it."""


def upgraded(stored: dict, steps: tuple) -> dict:
    """Today's shape of what was stored, without its number. Raises NewerShape."""
    number = stored.get(SCHEMA, 0)
    if number > len(steps):
        raise NewerShape(f"stored in shape {number}, while this code knows shapes up to {len(steps)}")
    data = {name: value for name, value in stored.items() if name != SCHEMA}
    for step in steps[number:]:
        data = step(data)
    return data


def snapshot_0_to_1(data: dict) -> dict:
    """Lines end in LF, where forms had sent CRLF; a guide older than its list of other words gets an empty one."""
    data = _with_lf(data)
    return data | {"asked_as": data.get("asked_as", [])} if "still_stuck" in data else data


def snapshot_1_to_2(data: dict) -> dict:
    """The day that editors had typed is when it was written: nobody had opened a source and compared. Rows say how
    sure they are."""
    data = _with_day_of_writing(data)
    if "rows" in data:
        data["rows"] = [{"confidence": "b"} | _with_day_of_writing(row) for row in data["rows"]]
    return data


def snapshot_2_to_3(data: dict) -> dict:
    """Rows are asked in the reader's words: of older ones nobody has said how."""
    if "rows" not in data:
        return data
    unsaid = ("screen", "question", "answer_bad", "answer_ok", "answer_na", "follows", "follows_when")
    asked = dict.fromkeys(unsaid, "") | {"weight": "sometimes"}
    return data | {"rows": [asked | row for row in data["rows"]]}


def snapshot_3_to_4(data: dict) -> dict:
    """The site says how it looks: older words chose nothing."""
    is_of_the_site = "official_hosts" in data
    return dict.fromkeys(("colour", "mark", "share_picture"), "") | data if is_of_the_site else data


def snapshot_4_to_5(data: dict) -> dict:
    """The site says two sentences that stood on its pages, whatever else it said."""
    if "official_hosts" not in data:
        return data
    said = {
        "typed_self": "비밀번호와 인증번호는 본인이 직접 입력합니다.",
        "note_never": "이름, 전화번호, 주민등록번호, 계좌번호, 인증번호는 적지 마세요.",
    }
    return said | data


def rendered_0_to_1(data: dict) -> dict:
    """Each rendered text without its list of problems, which was always empty."""
    return _without_problems(data)


SNAPSHOT = (snapshot_0_to_1, snapshot_1_to_2, snapshot_2_to_3, snapshot_3_to_4, snapshot_4_to_5)
RENDERED = (rendered_0_to_1,)


def _with_lf(value):
    if isinstance(value, dict):
        return {name: _with_lf(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_with_lf(inner) for inner in value]
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


def _with_day_of_writing(data: dict) -> dict:
    return data | {"written_on": data.get("checked_on"), "checked_on": None}


def _without_problems(value):
    if isinstance(value, dict):
        return {name: _without_problems(inner) for name, inner in value.items() if name != "problems"}
    return value
