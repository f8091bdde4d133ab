"""Watchdesk: what the desk has said, as it stood on any day."""

__version__ = "0.1.0"
