"""Delivery of journalled events to receivers, each exactly once; webhooks."""
