"""What the desk keeps beside documents; each subject has a module of its own."""

from kbhelp.editing.presence import Presence
from kbhelp.editing.reviewing import Comment, ReviewRequest

__all__ = ["Comment", "Presence", "ReviewRequest"]
