from guanjia.safety.models.concern import Concern, Liaison
from guanjia.safety.models.warning import FraudWarning, Posting
from guanjia.safety.models.watch import Assessment, WatchEntry

__all__ = ["Assessment", "Concern", "FraudWarning", "Liaison", "Posting", "WatchEntry"]
