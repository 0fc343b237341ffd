"""One append-only row per changed subject: move, audit entry and event at once; the seal over it."""
