"""{% question_of page row as question %}: what is asked below a page or a remedy; nothing in a preview."""

from django import template

from kbhelp import profile
from kbhelp.feedback import models
from kbhelp.feedback.forms import answers_to

register = template.Library()


@register.simple_tag
def question_of(page, row=None):
    """{label, answers [(value, label)], edition, row, id}, or None where no edition can be voted on."""
    if not (page and page.get("edition")):
        return None
    key = row["key"] if row else ""
    question = models.question_of(page["kind"], page["stage"], key)
    return {
        "label": profile.label("votes", question),
        "answers": [(answer.value, answer.label) for answer in answers_to(question)],
        "edition": page["edition"],
        "row": key,
        "id": f"vote-{page['edition']}{'-' if key else ''}{key}",
    }


@register.simple_tag
def reasons():
    return models.Remark.Reason.choices
