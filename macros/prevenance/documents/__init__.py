"""One module per format; the table of formats; the press that compiles each text once."""
