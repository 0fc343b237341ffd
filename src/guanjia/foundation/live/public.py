"""The door of live pages."""

from guanjia.foundation.live.coalescing import touch_soon
from guanjia.foundation.live.hearing import register_topic_rule
from guanjia.foundation.live.topics import register_echo, touch, touch_many, version, versions

__all__ = ["register_echo", "register_topic_rule", "touch", "touch_many", "touch_soon", "version", "versions"]
