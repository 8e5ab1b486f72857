"""Tables of OpenDocument texts, each with the styles that only it can hold."""

from html import escape

from prevenance.documents.odt_text import cell
from prevenance.letter.blocks import Block, Line
from prevenance.template.segments import Segment, Segments, chain, grouped

_WIDTH = 170
"""Width of the text in millimetres, shared out between the columns of a table."""


def table_styles(block: Block, number: int) -> str:
    """Return the styles of a table; OpenDocument has no other place for them than each table."""
    width = _WIDTH / len(block.lines[0].cells)
    return (
        f'<style:style style:name="T{number}" style:family="table"><style:table-properties '
        f'style:width="{_WIDTH}mm" table:align="left" fo:margin-bottom="6mm" '
        'table:border-model="collapsing"/></style:style>'
        f'<style:style style:name="T{number}.C" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width:g}mm"/></style:style>'
        f'<style:style style:name="T{number}.R" style:family="table-row">'
        '<style:table-row-properties style:min-row-height="8mm" fo:keep-together="always"/>'
        f'</style:style><style:style style:name="T{number}.A" style:family="table-cell">'
        '<style:table-cell-properties fo:border="0.5pt solid #777777" fo:padding-left="1.9mm" '
        'fo:padding-right="1.9mm" fo:padding-top="0mm" fo:padding-bottom="0mm"/></style:style>'
    )


def table_of(block: Block, number: int) -> Segments:
    """Return a table whose first line is a header row, repeated and read as such."""
    columns = len(block.lines[0].cells)
    head, *rows = (_row(line, number, header=not n) for n, line in enumerate(block.lines))
    return chain(
        f'<table:table table:name="T{number}" table:style-name="T{number}">'
        f"<table:title>{escape(block.title)}</table:title>"
        f'<table:table-column table:style-name="T{number}.C" '
        f'table:number-columns-repeated="{columns}"/><table:table-header-rows>',
        head,
        "</table:table-header-rows>",
        *rows,
        "</table:table>",
    )


def _row(line: Line, number: int, *, header: bool) -> Segments:
    style = "Table_20_Heading" if header else "Table_20_Contents"
    opening = (
        f'<table:table-cell table:style-name="T{number}.A" office:value-type="string">'
        f'<text:p text:style-name="{style}">'
    )
    cells: list[Segment] = []
    for runs in line.cells:
        cells += chain(opening, cell(runs), "</text:p></table:table-cell>")
    row = f'<table:table-row table:style-name="T{number}.R">'
    return grouped(line.keys, row, cells, "</table:table-row>")
