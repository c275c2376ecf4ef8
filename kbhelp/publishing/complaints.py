"""What is wrong with a draft, and where: the form shows it above, an import at the line of a file."""


class Complaint(str):
    """A sentence for the editor that also knows its place.

    `part` is the key of a row or item, `line` that of the field, counted from 1; `bare` says the same without the line.
    """

    field, part, line, bare = "", None, 1, ""
    links: tuple[dict, ...] = ()  # {"title", "url"} of what it speaks of

    @classmethod
    def about(cls, sentence: str, field: str, part: str | None = None):
        complaint = cls(sentence)
        complaint.field, complaint.part, complaint.bare = field, part, sentence
        return complaint

    @classmethod
    def in_text(cls, field: str, part: str | None, label: str, line: int, message: str):
        complaint = cls.about(f"{label} {line}번째 줄: {message}", field, part)
        complaint.line, complaint.bare = line, f"{label}: {message}"
        return complaint
