"""The workbooks of the kit: the analysis of a portfolio, and the customer list of a mail merge.

Reading order: grid (a workbook as data) -> xlsx, ods (its two formats) -> portfolio, summary,
clients. Pure functions from the catalog to bytes; nothing here reads a file or the clock.
"""

from prevenance import __version__
from prevenance.catalog import Catalog
from prevenance.merge.customers import clients_csv, clients_xlsx
from prevenance.workbooks import analysis, ods, xlsx
from prevenance.workbooks.grid import Book
from prevenance.workbooks.summary import summary

__all__ = ["clients_csv", "clients_xlsx", "portfolio_book", "portfolio_ods", "portfolio_xlsx"]


def portfolio_book(catalog: Catalog) -> Book:
    """Return the analysis of a portfolio: readme, list to fill, summary, choices."""
    lists = analysis.choices(catalog)
    sheets = (
        analysis.read_me(),
        analysis.to_fill(lists),
        summary(catalog, lists),
        analysis.listed(lists),
    )
    return Book("Analyse de votre portefeuille", __version__, sheets)


def portfolio_xlsx(catalog: Catalog) -> bytes:
    """Return ``analyse-portefeuille.xlsx``: three questions answered from a list filled by hand."""
    return xlsx.write(portfolio_book(catalog))


def portfolio_ods(catalog: Catalog) -> bytes:
    """Return ``analyse-portefeuille.ods``, the same workbook for LibreOffice."""
    return ods.write(portfolio_book(catalog))
