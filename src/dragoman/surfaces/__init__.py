"""Where people and programs meet the record: command line, web, export."""
