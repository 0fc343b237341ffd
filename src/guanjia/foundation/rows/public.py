"""The door of rows."""

from guanjia.foundation.rows.bulk import insert_rows, read_rows, update_rows

__all__ = ["insert_rows", "read_rows", "update_rows"]
