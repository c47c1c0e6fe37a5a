"""How a dossier's file came to be as it is: frozen steps that never call today's code."""
