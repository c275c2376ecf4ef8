"""Counting what an editor does: every typing, choice, press and click is one action, every page that loads one load."""

import base64
from io import BytesIO

from PIL import Image

REFUSALS = ".errornote, .errorlist li, .messagelist .error"


class Hand:
    """A page whose verbs are counted: hand.click(…), hand.fill(…). Looking is free: hand.page."""

    VERBS = {"click", "fill", "press", "select_option", "check"}

    def __init__(self, page):
        self.page, self.actions, self.loads, self.refusals = page, 0, 0, 0
        page.wait_for_load_state()  # of what was open before
        page.on("load", self.loaded)

    def loaded(self, page):
        self.loads += 1
        self.refusals += page.locator(REFUSALS).count()

    def cost(self) -> tuple[int, int, int]:
        """Actions, loads, refusals, once the page that is open has loaded."""
        self.page.wait_for_load_state()
        return self.actions, self.loads, self.refusals

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

    def type(self, text: str):
        self.actions += 1
        self.page.keyboard.type(text)

    def paste_picture(self, field: str):
        """A picture copied elsewhere."""
        self.actions += 1
        self.page.eval_on_selector(field, PASTE_PICTURE, base64.b64encode(picture()).decode())


PASTE_PICTURE = """(field, base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([bytes], "그림.png", { type: "image/png" }));
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


def picture() -> bytes:
    file = BytesIO()
    Image.new("RGB", (30, 20), "teal").save(file, "PNG")
    return file.getvalue()
