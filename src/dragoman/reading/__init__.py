"""Report -> Reading: sentences, names, times, quotations and attributions, each with offsets into the report's text."""
