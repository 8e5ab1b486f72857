"""Spreadsheets: a workbook being written, and the one that analyses a portfolio by hand.

Reading order: xlsx (a workbook, its styles, its bytes) -> analysis (the list to fill and its
choices) -> summary (what is counted). Pure functions from the catalog to bytes.
"""

from prevenance.catalog import Catalog
from prevenance.workbooks import analysis
from prevenance.workbooks.summary import add_summary
from prevenance.workbooks.xlsx import Book

__all__ = ["portfolio_analysis"]


def portfolio_analysis(catalog: Catalog) -> bytes:
    """Return ``analyse-portefeuille.xlsx``: three questions answered from a list filled by hand."""
    book = Book("Analyse de votre portefeuille")
    choices = analysis.column_choices(catalog)
    analysis.add_explanations(book)
    analysis.add_list(book, choices)
    add_summary(book, catalog, choices)
    analysis.add_choices(book, choices)
    return book.packed()
