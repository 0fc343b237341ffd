"""The shift: handover, logbook, desk patrol, key count, night watch."""
