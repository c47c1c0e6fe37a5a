"""The dossier in the browser: pages rendered here, readable without scripts, that ask no other host for anything."""
