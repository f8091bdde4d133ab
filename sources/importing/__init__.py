"""Importing sources from a file of citations: read, planned, then kept in batches."""
