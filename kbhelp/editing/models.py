"""What the desk keeps beside documents; each subject has a module of its own."""

from kbhelp.editing.reviewing import Comment, ReviewRequest

__all__ = ["Comment", "ReviewRequest"]
