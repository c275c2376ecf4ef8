from kbhelp.audit.acts import Act
from kbhelp.audit.seals import Seal

__all__ = ["Act", "Seal"]
