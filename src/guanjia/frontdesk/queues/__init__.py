"""The queue at the counters (排队叫号): numbers, calling them, forecasts, appointments, peaks.

What is done for somebody at a counter belongs to others.
"""
