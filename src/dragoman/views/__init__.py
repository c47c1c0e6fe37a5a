"""Pure functions of (assertions, judgements, as-of date): one file a question."""
