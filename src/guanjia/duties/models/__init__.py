from guanjia.duties.models.archive import ArchivedDuty
from guanjia.duties.models.device import Device
from guanjia.duties.models.duty import Duty, DutyRow
from guanjia.duties.models.evidence import Evidence, EvidenceFile
from guanjia.duties.models.horizon import Horizon
from guanjia.duties.models.ladder import LadderStep
from guanjia.duties.models.mark import CatalogueMark
from guanjia.duties.models.pause import Pause

__all__ = [
    "ArchivedDuty",
    "CatalogueMark",
    "Device",
    "Duty",
    "DutyRow",
    "Evidence",
    "EvidenceFile",
    "Horizon",
    "LadderStep",
    "Pause",
]
