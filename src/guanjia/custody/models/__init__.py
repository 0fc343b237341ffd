"""Tables of custody."""

from guanjia.custody.models.item import Item
from guanjia.custody.models.loanable import Loanable

__all__ = ["Item", "Loanable"]
