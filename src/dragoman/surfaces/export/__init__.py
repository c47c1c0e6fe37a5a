"""The record in other forms: one HTML page, gold files."""
