"""Pure rules of clientele: no framework, no clock."""
