"""For something to hold on a page. Playwright's own wait_for_function evaluates a text at each look after the first,
which our content policy forbids, and takes the promise of an answer for the answer."""


def eventually(page, holds):
    """`holds()`, asked every tenth of a second for ten seconds."""
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it never held")
