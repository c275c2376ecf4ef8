"""The fields in which editors write: Markdown, and lines of text."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from markdownx.widgets import AdminMarkdownxWidget


class MarkdownWidget(AdminMarkdownxWidget):
    """markdownx's field with scripts of ours in place of its own, which takes Tab and the undo of Ctrl+Z from editors,
    shows an older preview over a newer one, and writes error pages into the preview and into the text."""

    class Media:
        extend = False
        css = {"all": ["desk/markdown-editor.css", "desk/picker.css", "desk/text-table.css"]}
        js = [
            forms.Script(f"desk/{name}.js", type="module")
            for name in (
                "markdown-editor",
                "markdown-upload",
                "markdown-preview",
                "picker",
                "hints",
                "pasted/pasted",
                "text-table/dialog",
            )
        ]


class LineWidget(AdminTextareaWidget):
    """One line that may be longer than the screen is wide: it breaks, and counts its letters (static/desk/lines.js)."""

    def __init__(self, attrs=None):
        super().__init__({"class": "line", "data-line": ""} | (attrs or {}))
