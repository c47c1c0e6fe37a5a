"""Reading -> Assertion: each grounded in a passage, or dropped and reported."""
