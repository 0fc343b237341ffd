"""The live application with rules that a test can steer: topics `open:...` are for all, `door:NAME` while a row says so."""

from guanjia.foundation.live import asgi
from guanjia.foundation.live.public import register_topic_rule, version

asgi.HEARTBEAT_S, asgi.RECHECK_S = 0.5, 1.0
register_topic_rule("open", lambda user, rest: True)
register_topic_rule("door", lambda user, rest: version(f"allowed:{rest}") % 2 == 0)
application = asgi.application
