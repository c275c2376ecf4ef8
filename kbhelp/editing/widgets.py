"""The field in which editors write Markdown."""

from django import forms
from markdownx.widgets import AdminMarkdownxWidget


class MarkdownWidget(AdminMarkdownxWidget):
    """markdownx's field with scripts of ours in place of its own, which takes Tab and the undo of Ctrl+Z from editors,
    shows an older preview over a newer one, and writes error pages into the preview and into the text."""

    class Media:
        extend = False
        css = {"all": ["desk/markdown-editor.css"]}
        js = [
            "desk/markdown-editor.js",
            "desk/markdown-upload.js",
            forms.Script("desk/markdown-preview.js", type="module"),
        ]
