"""Pass: addresses that are written once, ``[1]: https://…``, each lead somewhere from the text."""


def settle(tokens, report) -> list:
    used = {label for token in tokens for label in _labels(token.children or [])}
    known = set()
    for token in tokens:
        if token.type != "definition":
            continue
        name, label = token.meta["id"], token.meta["label"]
        if name in known:
            report.add(token.map[0], f"‘[{label}]:’ 줄이 두 번 있습니다. 하나의 이름을 바꾸세요.")
        elif name not in used:
            report.add(
                token.map[0],
                f"‘[{label}]:’ 줄은 독자에게 보이지 않습니다. 본문에 ‘[글][{label}]’로 적거나 이 줄을 지우세요.",
            )
        known.add(name)
    return [token for token in tokens if token.type != "definition"]


def _labels(children):
    for child in children:
        if child.type in ("link_open", "image") and "label" in child.meta:
            yield child.meta["label"]
