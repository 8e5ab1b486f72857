"""A text of the kit becomes a Letter: its syntax, its slots, the choices of one case, its answers.

A Letter is blocks of runs under keys; it knows no format.
"""
