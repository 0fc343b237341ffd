from guanjia.portal.models.announcement import Announcement, Posting, PostingPlace, Told
from guanjia.portal.models.asking import ErasureAsk, FamilyAsk
from guanjia.portal.models.login import Device, LoginCode

__all__ = [
    "Announcement",
    "Device",
    "ErasureAsk",
    "FamilyAsk",
    "LoginCode",
    "Posting",
    "PostingPlace",
    "Told",
]
