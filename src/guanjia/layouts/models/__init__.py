"""Tables of layouts."""

from guanjia.layouts.models.layout import Layout, LayoutComment
from guanjia.layouts.models.outline import OutlineSource, RoomOutline

__all__ = ["Layout", "LayoutComment", "OutlineSource", "RoomOutline"]
