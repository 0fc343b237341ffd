"""The door of live pages."""

from guanjia.foundation.live.topics import touch, version

__all__ = ["touch", "version"]
