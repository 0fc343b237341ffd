"""Rules of parcels."""
