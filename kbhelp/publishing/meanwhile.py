"""What may have happened to a document between somebody's looking at it and their turn to publish it."""

from kbhelp.publishing.checks import PublishRefused
from kbhelp.publishing.editions import hold
from kbhelp.publishing.models import Document, Edition


def refuse_if_changed(document: Document):
    """Within a transaction: hold the document, or raise PublishRefused where somebody saved it after it was read."""
    try:
        version = hold(document).version
    except Document.DoesNotExist:
        raise PublishRefused(["그사이 다른 사람이 이 글을 지웠습니다."]) from None
    if version != document.version:
        raise PublishRefused(["그사이 다른 사람이 이 글을 고쳤습니다. 바뀐 내용을 확인하고 다시 발행하세요."])


def held_for(edition: Edition) -> Document:
    """Its document, held until the transaction ends, and the edition as it is now. Raises PublishRefused."""
    try:
        document = hold(edition.document)
        edition.refresh_from_db(fields=["released_at"])
    except (Document.DoesNotExist, Edition.DoesNotExist):
        raise PublishRefused(["그사이 다른 사람이 이 글을 지웠습니다."]) from None
    return document


def refuse_if_overtaken(edition: Edition, document: Document):
    """What happened to the document after the edition was made counts for more than the edition."""
    if edition.released_at:
        raise PublishRefused([f"{edition.number}판은 이미 발행했습니다."])
    if document.live_id and document.live.number > edition.number:
        newer = document.live.number
        raise PublishRefused(
            [f"그사이 더 새로운 {newer}판이 발행되었습니다. 초안을 확인하고 새로 요청하세요."]
        )
    if document.withdrawn_at and document.withdrawn_at > edition.made_at:
        raise PublishRefused(["그사이 이 글을 내렸습니다. 다시 공개하려면 초안을 확인하고 새로 요청하세요."])
