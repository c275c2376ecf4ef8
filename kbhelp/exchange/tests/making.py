"""Small folders to import, as an author would write them by hand."""

from pathlib import Path

import pytest

from kbhelp.exchange.folder import ImportRefused, import_folder

SOURCES = "- {key: gov24, name: 정부24, publisher: 행정안전부, url: https://www.gov.kr/}\n"
GUIDE = """---
title: 글
summary: 답입니다.
stage: issue
topic: name
written_on: 2026-11-23
review_on: 2027-05-23
sources: [gov24]
still_stuck: 은행에 물어보세요.
state: live
---
본문입니다.
"""
TABLE = """---
title: 표
summary: 답입니다.
written_on: 2026-11-23
review_on: 2027-05-23
sources: [gov24]
state: live
rows:
  - key: name
    item: 명의
    normal: 내 이름
    failure: 가족 이름
    how_to_check: 통신사 앱에서 봅니다.
    remedy: |
      통신사에 물어보세요.

      그래도 안 되면 은행에 물어보세요.
---
"""


def make_folder(root: Path, files: dict[str, str | bytes]) -> Path:
    """The files by their paths below `root`, beside a list of one source."""
    for path, content in {"sources.yaml": SOURCES, **files}.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def problems_of(root: Path) -> list[str]:
    with pytest.raises(ImportRefused) as refusal:
        import_folder(root)
    return [str(problem) for problem in refusal.value.problems]
