"""What a page would send: its forms, as a browser would fill them in."""

from html.parser import HTMLParser

TICKED = ("checkbox", "radio")


class Forms(HTMLParser):
    """Every form of a page that is sent by POST: [(address, {name: value}, [(name, value) of each button])]."""

    def __init__(self, page: str):
        super().__init__()
        self.forms, self.is_open, self.select, self.text = [], False, None, None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        name, value = given.get("name"), given.get("value") or ""
        if tag == "form" and given.get("method", "").lower() == "post":
            self.forms.append((given.get("action") or "", {}, []))
            self.is_open = True
        elif not self.is_open:
            return
        elif tag == "select":
            self.select = name
        elif tag == "option":
            self.offer(value, "selected" in given)
        elif name and (tag == "button" or given.get("type") == "submit"):
            self.forms[-1][2].append((name, value))
        elif name and tag == "textarea":
            self.forms[-1][1][name], self.text = "", name
        elif name and tag == "input" and (given.get("type") not in TICKED or "checked" in given):
            self.forms[-1][1][name] = value

    def offer(self, value: str, is_chosen: bool):
        """What is chosen; in a form of one field each the first that can be, where nothing is."""
        fields = self.forms[-1][1]
        if is_chosen or (not fields.get(self.select) and "-" not in self.select):
            fields[self.select] = value

    def handle_data(self, data):
        if self.text:
            self.forms[-1][1][self.text] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.text:
            fields = self.forms[-1][1]
            fields[self.text], self.text = fields[self.text].lstrip("\r\n"), None
        self.is_open = self.is_open and tag != "form"
