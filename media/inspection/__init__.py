"""Looking into files in a process of its own, with limits. Knows no Django model."""
