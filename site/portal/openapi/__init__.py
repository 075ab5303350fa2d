"""The machine-readable description of the API, and the page on which people read it."""
