"""The website: pure functions that write its pages, and the thin edge that MkDocs calls.

Pure: ``markup``, ``words``, ``example``, ``shown_texts`` and every module that ``pages`` gathers.
Edge: ``current`` reads the clock and the environment; ``macros`` and ``build`` use it.
"""
