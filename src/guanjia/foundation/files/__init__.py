"""Content-addressed files of a site: sniffed, limited, served only through permission."""
