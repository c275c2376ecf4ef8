"""Mail to those whom a review concerns, each with the address of the page where the work is done.

A mail that cannot be sent undoes nothing: the work itself stands on the desk's first page as well.
"""

import logging
from smtplib import SMTPException

from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, get_connection
from django.db.models import Q, QuerySet

from kbhelp import profile
from kbhelp.addresses import absolute

logger = logging.getLogger(__name__)


def reachable(*numbers: int | None) -> QuerySet:
    """The editors with these numbers who still work here and have an address."""
    return _staff().filter(pk__in=[number for number in numbers if number])


def publishers() -> QuerySet:
    """Those who may approve, as far as they have an address."""
    allowed = get_user_model().objects.with_perm("publishing.publish_document").values("pk")
    return _staff().filter(pk__in=allowed)


def those_in_talk(document) -> QuerySet:
    """Who wrote about the document, asked for its review or looks after it."""
    said = Q(pk__in=document.comments.values("by")) | Q(pk__in=document.reviews.values("asked_by"))
    return _staff().filter(said | Q(pk=document.owner_id))


def send(people, subject: str, lines: list[str], address: str) -> bool:
    """One mail to each, so that nobody reads another's address; False when it could not be sent."""
    body = "\n\n".join([*filter(None, lines), absolute(address)])
    subject = f"[{profile.site_name()}] {' '.join(subject.split())}"
    mails = [EmailMessage(subject, body, to=[person.email]) for person in people]
    try:
        get_connection().send_messages(mails)
    except (OSError, SMTPException):
        logger.exception("mail to editors was not sent: %s", subject)
        return False
    return True


def _staff() -> QuerySet:
    return get_user_model().objects.filter(is_active=True, is_staff=True).exclude(email="")
