"""Promises dated and owned: planning, clock, gates, evidence, score."""
