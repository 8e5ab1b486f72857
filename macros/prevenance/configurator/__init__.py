"""The page that writes the reader's letter: its form, its data, its scripts; site and kit publish them.

The data are the rules and the compiled letters of Python; the scripts fill them, in the browser, as
the command does. What the page shows before its scripts start is written here too.
"""
