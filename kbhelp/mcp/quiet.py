"""The log: when, how grave, from where, and of which kind. What anybody has said is in none of its lines."""

import logging
import sys

OWN = "kbhelp.mcp"  # its lines are fixed words
SERVER = "uvicorn.error"  # of its lines those alone in which the system says why it cannot listen


class Kinds(logging.Formatter):
    def format(self, record) -> str:
        fault = f" {record.exc_info[0].__name__}" if record.exc_info and record.exc_info[0] else ""
        is_fixed = record.name == OWN or (record.name == SERVER and isinstance(record.msg, OSError))
        said = f": {record.getMessage()}" if is_fixed else ""
        return f"{self.formatTime(record)} {record.levelname} {record.name}{fault}{said}"


def begin():
    """For every library of the process; where one says much, its own levels stay as they are."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Kinds())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger(OWN).setLevel(logging.INFO)
    logging.captureWarnings(True)
