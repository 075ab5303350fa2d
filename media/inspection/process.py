"""Runs an inspection in a process of its own."""
