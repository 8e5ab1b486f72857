"""The website: pure functions that write its pages, and the thin edge that MkDocs calls.

Pure: ``markup``, ``words``, ``links``, ``example``, ``shown_texts`` and every module that ``pages``
gathers. Edge: ``machine`` reads the clock and the environment, ``kit_folder`` finds the kit, ``build``
runs MkDocs. ``project`` holds what a build works on.
"""
