"""Reads conference programmes of any of the usual formats as a stream of rows. Pure: no database, no clock, no request.

`reading.open_programme` is the way in; `matching` compares rows with what an earlier import left behind.
"""
