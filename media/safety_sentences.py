"""Sentences for why a file is refused or unreadable; the codes are those of `media.inspection`."""

SAFETY: dict = {}
