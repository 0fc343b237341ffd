"""Pure: which characters a font can draw, QR codes, how names are set on cards."""
