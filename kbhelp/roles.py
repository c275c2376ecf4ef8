"""The two roles, and what each may do by name; migrations grant it (`publishing/migrations/_roles.py`)."""

from django.conf import settings

WRITER = "작성자"
PUBLISHER = "발행자"

# What stands on Document beside Django's own four permissions: {codename: what it allows}.
PERMISSIONS = {
    "write_document": "글을 쓰고 그림을 올릴 수 있음",
    "publish_document": "글을 발행하고 내릴 수 있음",
}


def may_write(user) -> bool:
    return user.has_perm("publishing.write_document")


def may_publish(user) -> bool:
    """May change what readers see: publish, withdraw, define a term, pin an answer."""
    return user.has_perm("publishing.publish_document")


def may_publish_directly(user) -> bool:
    """Without a second pair of eyes: KBHELP_FOUR_EYES asks for one for each document. A notice of an outage waits for
    nobody, and so do terms and sources."""
    return may_publish(user) and not settings.FOUR_EYES


def may_see_votes(user) -> bool:
    return user.has_perm("feedback.view_vote")


def may_see_queries(user) -> bool:
    return user.has_perm("search.view_queryday")
