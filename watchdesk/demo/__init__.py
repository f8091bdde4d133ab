"""The demo desk: plain data in our own words, and the days on which it was recorded.

What it states about the real world has one source, the desk's list of facts; what is told about
Lake Orla is made up and marked as training material.
"""
