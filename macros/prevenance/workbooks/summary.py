"""The summary of a portfolio: counts and shares, by formulas that read the list of customers.

Only SUMPRODUCT, SUM, IF and ISNUMBER are used, and every choice is named by its cell: a name that holds a
parenthesis or a question mark is compared as it is, where COUNTIF would read a pattern. The results
written with the formulas are those of an empty list, so that a preview shows its zeros.
"""

from prevenance.catalog import Catalog
from prevenance.model import labels
from prevenance.text.typography import french
from prevenance.workbooks.analysis import (
    HEADINGS,
    INVOICES,
    LIST,
    NO_TOOL,
    ColumnChoices,
    column,
    place,
)
from prevenance.workbooks.xlsx import Book, Column, Formula, Row, Styled

COUNTED = ("Clients", "Part des clients", INVOICES, "Part des factures")
NOT_SAID, OTHER = "Non renseigné", "Autre saisie, à corriger"
TOTAL = 5
"""The row of the totals, by which every share divides."""

NAMED = f'({column("Client")}<>"")'
"""What makes a line count."""


def add_summary(book: Book, catalog: Catalog, lists: tuple[ColumnChoices, ...]) -> None:
    """Add the tab that answers the three questions, and shows what is left to correct."""
    profiles, tools, directory, channels, agreement = lists
    equipped = _equipped(lists)
    rows: list[Row] = [
        _title("Synthèse de votre portefeuille"),
        [Styled(french(f"Tout se calcule d'après la feuille {LIST} : ne tapez rien ici."), "note")],
        [],
        _headed("Ensemble", *COUNTED),
        _counted("Clients de la liste", TOTAL),
        ["Lignes sans nom de client, non comptées", Formula(_unnamed())],
        [french(f"{INVOICES} : saisies qui ne sont pas des nombres, à corriger"), Formula(_mistyped())],
        [],
        _title("1. Combien de clients ont déjà un outil ?"),
        _headed("Équipement", *COUNTED),
        _counted("Déjà équipés : un outil est noté, ou une adresse active à l'annuaire", 11, equipped),
        _counted("Sans outil connu", 12, f"(1-{equipped})", f'({column(tools.heading)}<>"")'),
        _counted("À vérifier", 13, f"(1-{equipped})", f'({column(tools.heading)}="")'),
        [],
    ]  # fmt: skip
    rows += _answers(tools, len(rows), "Outils et plateformes")
    rows += _answers(directory, len(rows), "Présence dans l'annuaire")
    rows.append(_title("2. Quels profils ?"))
    first_profile = len(rows) + 2
    rows += _profiles(catalog, profiles, len(rows), equipped)
    rows.append(_title("3. Quelles configurations prévoir ?"))
    rows += _channels(catalog, channels, len(rows), first_profile)
    rows += _answers(agreement, len(rows), "Accord du client")
    widths = (64, 12, 16, 16, 18, 18, 16)
    book.tab("Synthèse", [Column(width) for width in widths], rows)


def _headed(title: str, *texts: str) -> Row:
    """Make a row of headings, the first over labels, the others over numbers."""
    return [Styled(title, "head"), *(Styled(text, "figures") for text in texts)]


def _title(text: str) -> Row:
    return [Styled(french(text), "title")]


def _equipped(lists: tuple[ColumnChoices, ...]) -> str:
    """Tell, in a formula, for each line, whether the customer has a tool."""
    tool, directory = column("Outil ou plateforme"), column("Annuaire")
    none = place(lists, "Outil ou plateforme", NO_TOOL)
    active = place(lists, "Annuaire", "active")
    return f'((({tool}<>"")*({tool}<>{none})+({directory}={active}))>0)'


def _unnamed() -> str:
    filled = "+".join(f'({column(heading)}<>"")' for heading in HEADINGS[1:])
    return f"SUMPRODUCT((1-{NAMED})*(({filled})>0))"


def _mistyped() -> str:
    """Count the numbers of invoices that a customer has as text, such as a pasted « 1 200 »."""
    invoices = column(INVOICES)
    return f'SUMPRODUCT({NAMED}*({invoices}<>"")*(1-ISNUMBER({invoices})))'


def _count(*conditions: str) -> str:
    return f"SUMPRODUCT({'*'.join((NAMED, *conditions))}*1)"


def _counted(label: str, row: int, *conditions: str) -> Row:
    """Make a row: how many named customers meet the conditions, their invoices, the shares."""
    met = "*".join((NAMED, *conditions))
    return [
        french(label),
        Formula(_count(*conditions)),
        _share(f"B{row}", "B"),
        # a second argument, not a product: a text typed among the numbers counts as nothing
        Formula(f"SUMPRODUCT({met}*1,{column(INVOICES)})"),
        _share(f"D{row}", "D"),
    ]


def _share(part: str, total: str) -> Formula:
    return Formula(f"IF(${total}${TOTAL}=0,0,{part}/${total}${TOTAL})", 0, "share")


def _values(found: ColumnChoices, before: int) -> list[Row]:
    """Make the rows of a column's values, of what is empty, and of what is none of the choices."""
    rows: list[Row] = []
    for row, value in enumerate(found.values, start=before + 1):
        counted = _counted("", row, f"({column(found.heading)}=$A{row})")
        rows.append([value, *counted[1:]])
    row = before + len(rows) + 1
    rows.append(_counted(NOT_SAID, row, f'({column(found.heading)}="")'))
    rest = [f"{c}${TOTAL}-SUM({c}{before + 1}:{c}{row})" for c in "BD"]
    shares = _share(f"B{row + 1}", "B"), _share(f"D{row + 1}", "D")
    numbers = [Formula(rest[0]), shares[0], Formula(rest[1]), shares[1]]
    return [*rows, [OTHER, *numbers]]


def _answers(found: ColumnChoices, before: int, title: str) -> list[Row]:
    """Make a block for one column of the list, and an empty row after it."""
    return [_headed(title, *COUNTED), *_values(found, before + 1), []]


def _profiles(catalog: Catalog, found: ColumnChoices, before: int, equipped: str) -> list[Row]:
    rows = _values(found, before + 1)
    for number, profile in enumerate(catalog.profiles.values()):
        condition = f"({column(found.heading)}=$A{before + 2 + number})"
        extra = (
            Formula(_count(condition, equipped)),
            Styled(labels.LETTER_WORDS[profile.letter], "word"),
        )
        rows[number] = [*rows[number], *extra]
    return [_headed("Profil", *COUNTED, "Déjà équipés", french("Un courrier ?")), *rows, []]


def _channels(catalog: Catalog, found: ColumnChoices, before: int, first_profile: int) -> list[Row]:
    """Count today's channels, and beside each the customers whose profile prefers it."""
    rows = _values(found, before + 1)
    for number, channel in enumerate(catalog.channels):
        preferring = [
            f"B{first_profile + n}"
            for n, profile in enumerate(catalog.profiles.values())
            if profile.channels[:1] == (channel,)
        ]
        share = _share(f"F{before + 2 + number}", "B")
        rows[number] = [*rows[number], Formula("+".join(preferring) or "0"), share]
    headings = ("À prévoir selon le profil", "Part des clients")
    return [_headed("Canal actuel", *COUNTED, *headings), *rows, []]
