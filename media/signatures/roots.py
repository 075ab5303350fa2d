"""The operator's trust roots."""
