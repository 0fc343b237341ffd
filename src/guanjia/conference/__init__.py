"""Events, blocks and sessions, function sheets, guests, check-in, service inside the meeting, faults, close-out."""
