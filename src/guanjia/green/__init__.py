"""What a meeting uses and whom it includes: catering by heads, prints saved, waste, energy, carbon; diets, access and prayer.

It does not own guests (conference) or meters (telemetry).
"""
