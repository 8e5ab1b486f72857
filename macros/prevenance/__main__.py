"""Run the command as ``python -m prevenance``."""

from prevenance.cli import main

main()
