"""`python -m cordiale.cli`."""

from cordiale.cli.app import main

main()
