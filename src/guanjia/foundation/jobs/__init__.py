"""Beats of the clock process and wake-up tasks."""
