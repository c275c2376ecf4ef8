"""Pass: headings without words are refused, paragraphs whose picture was refused leave no gap."""


def close(tokens, report) -> list:
    kept, skip = [], 0
    for index, token in enumerate(tokens):
        if token.type in ("paragraph_open", "heading_open") and _says_nothing(tokens[index + 1]):
            skip = 3
            if token.type == "heading_open":
                report.add(token.map[0], "제목에 글자가 없습니다.")
        if skip:
            skip -= 1
        else:
            kept.append(token)
    return kept


def _says_nothing(inline) -> bool:
    return not any(child.type == "image" or child.content.strip() for child in inline.children)
