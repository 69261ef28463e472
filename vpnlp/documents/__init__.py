"""A file becomes a Document: readers by format, blocks, metadata with their sources."""
