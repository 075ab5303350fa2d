"""The register of official documents (Văn bản): the list, a page for each document, the feed."""
