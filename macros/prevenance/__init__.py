"""Prévenance: the right letter about electronic invoices for each customer, or a reasoned "no".

Reading order, which is also the only direction of imports:
problems, typography, glyphs, cleaning -> nodes, output, tree -> scalars -> reader -> model ->
catalog -> loader, blocks, forms -> values -> company -> schema, rules, calendar -> contradictions ->
company_file, answers, language -> slots -> compose -> template -> render -> checks, coverage,
spreadsheets -> sheet, press -> letter, pieces -> browser -> merge -> kit -> site, cli.
"""

__version__ = "2026.11.0"
