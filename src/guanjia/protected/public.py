"""The door of protected meetings."""

from guanjia.protected.models import Dossier

__all__ = ["Dossier"]
