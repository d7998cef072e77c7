"""Text on its way from bytes to sentences: pure functions that read no files and know no rules."""
