"""The store: schema, migrations, reports and their versions, assertions, judgements, identity."""
