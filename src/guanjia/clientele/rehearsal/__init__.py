"""What clientele plays: the clients of a rehearsal and of the demo, and the worked case of word of mouth (CASE-019)."""

from guanjia.clientele.rehearsal.clients import INVARIANTS, TROUPE, load
from guanjia.clientele.rehearsal.word_of_mouth import WORD_OF_MOUTH

__all__ = ["INVARIANTS", "TROUPE", "WORD_OF_MOUTH", "load"]
