"""Counting what an editor does: every typing, choice, press and click is one action, every page that loads one load."""

REFUSALS = ".errornote, .errorlist li, .messagelist .error"


class Hand:
    """A page whose verbs are counted: hand.click(…), hand.fill(…). Looking is free: hand.page."""

    VERBS = {"click", "fill", "press", "select_option", "check"}

    def __init__(self, page):
        self.page, self.actions, self.loads, self.refusals = page, 0, 0, 0
        page.on("load", self.loaded)

    def loaded(self, page):
        self.loads += 1
        self.refusals += page.locator(REFUSALS).count()

    def __getattr__(self, name):
        if name not in self.VERBS:
            raise AttributeError(f"not a verb of the hand: {name}")
        self.actions += 1
        return getattr(self.page, name)

    def choose(self, field: str, words: str):
        """From the picker of a field what these words find: typed, then clicked."""
        self.fill(f".field-{field} .select2-search__field", words)
        self.actions += 1
        self.page.locator(".select2-results__option--highlighted", has_text=words).click()

    def paste(self, text: str):
        self.actions += 1
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.page.keyboard.press("Control+v")
