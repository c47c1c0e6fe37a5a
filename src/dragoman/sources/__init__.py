"""Whatever lies outside -> Report: text files, folders, JSON lines, saved pages."""
