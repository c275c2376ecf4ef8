"""The one-line answer is one sentence that says something."""

import re

from kbhelp.publishing.complaints import Complaint

END = re.compile(r"[.!?…]\s+\S")


def check(draft) -> list[Complaint]:
    answer = draft.snapshot["summary"].strip()
    if not answer:
        return []
    if answer.endswith("?"):
        return [Complaint.about("한 줄 답: 물음으로 끝납니다. 무엇을 하면 되는지 적으세요.", "summary")]
    if len(END.findall(answer)) > 1:
        return [Complaint.about("한 줄 답: 문장이 셋이 넘습니다. 한두 문장으로 줄이세요.", "summary")]
    if answer == draft.snapshot["title"].strip():
        return [Complaint.about("한 줄 답: 제목과 같은 말입니다. 답을 적으세요.", "summary")]
    return []
