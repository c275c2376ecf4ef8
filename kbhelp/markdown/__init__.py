"""Markdown to HTML: the one renderer and the one sanitiser behind page, preview, excerpt, feed and export.

    text ─▶ markdown-it (HTML off) ─▶ tokens ─▶ PASSES, one after the other ─▶ HTML ─▶ nh3, last

Nothing may touch the HTML after nh3. Rendering happens when an editor saves, never per request.
"""

from kbhelp.markdown import (
    callouts,
    code,
    destinations,
    embeds,
    escapes,
    figures,
    folds,
    footnotes,
    foreign,
    gaps,
    headings,
    limits,
    links,
    lists,
    phones,
    pictures,
    references,
    steps,
    tables,
    tasks,
)
from kbhelp.markdown.dialect import markdown_it
from kbhelp.markdown.rendered import PLACEHOLDER_ALT, Problem, Rendered, Report, TooLong, UnknownLabel
from kbhelp.markdown.sanitiser import clean
from kbhelp.markdown.sequences import pieces_of
from kbhelp.markdown.words import plain_text, sections

__all__ = ["PLACEHOLDER_ALT", "RENDERER", "Problem", "Rendered", "TooLong", "UnknownLabel", "render"]

# Moves whenever the same text gives other HTML or other words, so that a site knows which editions are to be made anew.
RENDERER = 7

# Each takes the tokens and the report, and returns the tokens that the next one takes. A new check is a module
# and a line here. Pictures come before links, since a link around a refused picture has no words any more.
PASSES = [
    limits.flatten,
    code.refuse_open_boxes,
    foreign.refuse,
    escapes.join,
    references.settle,
    footnotes.gather,
    folds.frame,
    callouts.frame,
    tasks.plain,
    embeds.fill,
    pictures.keep_own,
    links.check,
    figures.caption,
    gaps.close,
    tables.frame,
    steps.mark,
    headings.anchor,
    destinations.check,
    phones.dial,
]


def render(text: str, *, resolve=None, locate=None) -> Rendered:
    """Render one Markdown field.

    `resolve(label, slug)` answers an embed such as ``[[비교표:slug]]`` with the dict that goes into
    ``blocks``, or None where nothing of that name is published; it raises UnknownLabel for a word that
    nothing is called. Without it, embeds are refused.
    `locate(path)` answers a link within the site with the anchors there, or None where readers find nothing; ""
    is the page itself, for anchors that this text does not hold. Without it, links are taken at their word.
    Raises TooLong above 200 kB or 5,000 lines.
    """
    report = Report(resolve, locate)
    md = markdown_it()
    env = {"report": report}
    tokens = md.parse(lists.with_typed_bullets(limits.prepared(text)), env)
    for run in PASSES:
        tokens = run(tokens, report)
    return Rendered(
        blocks=_blocks(tokens, md, env),
        headings=headings.of(tokens),
        text=plain_text(tokens),
        sections=sections(tokens),
        problems=report.in_order(),
    )


def _blocks(tokens, md, env) -> list[dict]:
    def html(some) -> str:
        return clean(md.renderer.render(some, md.options, env))

    blocks = []
    for piece, sequence in pieces_of(tokens):
        waiting = []
        for token in piece:
            if token.type != "embed":
                waiting.append(token)
                continue
            blocks += [{"html": html(waiting)}] if waiting else []
            blocks.append({"embed": token.meta["embed"]})
            waiting = []
        if waiting:
            blocks.append({"html": html(waiting)} | (_steps(sequence, html) if sequence else {}))
    return blocks


def _steps(sequence, html) -> dict:
    return {
        "steps": {
            "number": sequence.number,
            "title": sequence.title,
            "before": {"html": html(sequence.before)},
            "each": [{"html": html(step), "text": plain_text(step)} for step in sequence.each],
            "after": {"html": html(sequence.after)},
        }
    }
