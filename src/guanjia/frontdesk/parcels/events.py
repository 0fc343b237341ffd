"""What parcels tell the modules above. Ids only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ParcelLocked:
    """Five wrong codes locked a parcel."""

    parcel_id: int
    item_id: int
