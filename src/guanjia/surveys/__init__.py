"""Questionnaires, invitations, answers."""
