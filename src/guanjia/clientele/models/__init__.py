"""Tables of clientele."""

from guanjia.clientele.models.package import Package, PackageChoice
from guanjia.clientele.models.points import PointAccount, PointEntry
from guanjia.clientele.models.preference import Preference, Visit
from guanjia.clientele.models.proposal import Proposal
from guanjia.clientele.models.referral import Referral, ReferralCode
from guanjia.clientele.models.review import Review, ReviewLink

__all__ = [
    "Package",
    "PackageChoice",
    "PointAccount",
    "PointEntry",
    "Preference",
    "Proposal",
    "Referral",
    "ReferralCode",
    "Review",
    "ReviewLink",
    "Visit",
]
