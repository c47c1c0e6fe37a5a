"""`python -m dragoman`."""

from dragoman.surfaces.cli import main

main()
