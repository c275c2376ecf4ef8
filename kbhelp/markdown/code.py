"""Pass: code boxes. A box that nobody closed would take in the rest of the text."""


def refuse_open_boxes(tokens, report) -> list:
    for token in tokens:
        if token.type == "fence" and not _is_closed(token):
            mark = token.markup[:3]
            report.add(token.map[0], f"‘{mark}’로 연 상자를 닫는 ‘{mark}’ 줄이 없습니다.")
    return tokens


def _is_closed(fence) -> bool:
    """The lines it covers are its content and two fences."""
    first, after = fence.map
    content = fence.content.removesuffix("\n")
    lines = content.count("\n") + 1 if fence.content else 0
    return after - first == lines + 2
