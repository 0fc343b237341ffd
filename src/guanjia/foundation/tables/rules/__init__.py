"""Pure: reading sheets, headers and cells; guarding exports."""
