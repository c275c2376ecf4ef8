"""What texts name: documents, pictures, sources, terms. Beside the texts, so that "where is this used" is one question.

Names are kept as they were written: a document that does not exist yet can be named. Written by kbhelp.publishing.uses.
"""

from django.db import models

from kbhelp.publishing.querysets import MentionQuerySet


class Mention(models.Model):
    """In one edition, or in the working copy where there is none. `kind`: that of a document, or one of the three
    below; `name`: its address name, its path below the media folder, its key or address, its number."""

    PICTURE, SOURCE, TERM = "picture", "source", "term"
    EMBED, LINK, SHOWN, RELATED, NAMED = "embed", "link", "shown", "related", "named"
    HOWS = {
        EMBED: "글 안에 넣음",
        LINK: "링크",
        SHOWN: "그림",
        RELATED: "함께 볼 글",
        NAMED: "출처",
    }
    LONGEST = 300  # letters of a name; a longer address is that of no page of ours

    document = models.ForeignKey("publishing.Document", on_delete=models.CASCADE, related_name="mentions")
    edition = models.ForeignKey(
        "publishing.Edition", on_delete=models.CASCADE, null=True, related_name="mentions"
    )
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=LONGEST)
    how = models.CharField(max_length=10, choices=HOWS)

    objects = MentionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "쓰인 곳"
        indexes = [models.Index(fields=["kind", "name"], name="mention_of")]

    def __str__(self):
        return f"{self.document_id} → {self.kind}:{self.name}"
