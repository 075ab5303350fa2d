"""Sentences for what is found out about signatures; the codes are those of `media.signatures`."""

SIGNATURES: dict = {}
