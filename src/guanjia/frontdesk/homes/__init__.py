"""The life of a home: moving in, transfer, renovation, moving out, rounds of empty homes, outage notices.

Also the import of what people really have.
"""
