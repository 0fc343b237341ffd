"""Forms with number and archive entry, printers, the register of documents, the outage pack. It does not know what a form is about."""
