"""The door of parcels."""

from guanjia.custody.public import key_count, keys_out
from guanjia.frontdesk.parcels.actions.codes import CodeRefused, check_code, find_by_code, unlock
from guanjia.frontdesk.parcels.actions.collecting import bring_back, collect, gone_astray, lose_parcel, send_back
from guanjia.frontdesk.parcels.actions.losses import Loss, close_loss, hand_back, report_loss
from guanjia.frontdesk.parcels.actions.passes import Goods, ask_for_pass, cancel_pass, consent, refuse_pass, use_pass
from guanjia.frontdesk.parcels.actions.receiving import Arrival, assign, receive, turn_away
from guanjia.frontdesk.parcels.actions.sharing import Shared, read_share, renew_code, share_code
from guanjia.frontdesk.parcels.actions.storing import Deposit, fetch_thing, store_thing
from guanjia.frontdesk.parcels.actions.wishes import wish
from guanjia.frontdesk.parcels.models import GatePass, HouseholdWish, LossReport, Parcel
from guanjia.frontdesk.parcels.queries.losses import matches_for, matches_of
from guanjia.frontdesk.parcels.queries.parcels import code_of, parcel_list, takes_parcels, waiting_for
from guanjia.frontdesk.parcels.rules.accepting import CONTENTS, Packaging
from guanjia.frontdesk.parcels.rules.passes import PassState

__all__ = [
    "CONTENTS",
    "Arrival",
    "CodeRefused",
    "Deposit",
    "GatePass",
    "Goods",
    "HouseholdWish",
    "Loss",
    "LossReport",
    "Packaging",
    "Parcel",
    "PassState",
    "Shared",
    "ask_for_pass",
    "assign",
    "bring_back",
    "cancel_pass",
    "check_code",
    "close_loss",
    "code_of",
    "collect",
    "consent",
    "fetch_thing",
    "find_by_code",
    "gone_astray",
    "hand_back",
    "key_count",
    "keys_out",
    "lose_parcel",
    "matches_for",
    "matches_of",
    "parcel_list",
    "read_share",
    "receive",
    "refuse_pass",
    "renew_code",
    "report_loss",
    "send_back",
    "share_code",
    "store_thing",
    "takes_parcels",
    "turn_away",
    "unlock",
    "use_pass",
    "waiting_for",
    "wish",
]
