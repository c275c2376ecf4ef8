"""Pass: a numbered list of the outermost level is a list of steps."""


def mark(tokens, report) -> list:
    for token in tokens:
        if token.type == "ordered_list_open" and token.level == 0:
            token.attrs["class"] = "steps"
    return tokens
