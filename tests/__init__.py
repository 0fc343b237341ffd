"""Tests mirror src; cast, batteries, factories and harness serve them all."""
