from django import template
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from kbhelp.editing.mould import NUMBER, PART, Mould

register = template.Library()


@register.simple_tag(takes_context=True)
def grid_parts(context, inline) -> str:
    """All parts but the empty one: those that are stored and shown as they are come from one mould."""
    shared, mould, html = context.flatten(), None, []
    for number, part in enumerate(list(inline)[: inline.formset.total_form_count()]):
        if part.form.is_bound or not part.original:
            html.append(drawn(part, shared, number))
            continue
        mould = mould or Mould(part, shared)
        html.append(mould.fill(part.form, str(part.original), number))
    return mark_safe("".join(html))


@register.simple_tag(takes_context=True)
def empty_part(context, inline) -> str:
    """What is copied for each part that is added."""
    return drawn(list(inline)[-1], context.flatten(), NUMBER)


def drawn(part, shared: dict, number) -> str:
    return render_to_string(PART, shared | {"part": part, "number": number})
