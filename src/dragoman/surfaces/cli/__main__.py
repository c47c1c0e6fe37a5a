"""`python -m dragoman.surfaces.cli`."""

from dragoman.surfaces.cli import main

main()
