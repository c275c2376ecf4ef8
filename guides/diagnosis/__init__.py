"""The diagnosis: what the screen says, then a few questions, made of the rows of live comparison tables.

Pure functions from rows and an address to a screen; no database and no request here.
docs/architecture.md has an example.
"""

from guides.diagnosis.address import parameters_of, rows_of
from guides.diagnosis.screens import has_more, screen_of

__all__ = ["has_more", "parameters_of", "rows_of", "screen_of"]
