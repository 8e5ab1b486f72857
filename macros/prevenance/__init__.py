"""Prévenance: the right letter about electronic invoices for each customer, or a reasoned "no".

Reading order, which is also the only direction of imports:
problems, typography -> nodes -> reader -> model -> catalog -> company, rules, calendar ->
answers, language -> compose -> template -> render -> checks, coverage -> sheet, letter -> kit ->
site, cli.
"""

__version__ = "2026.11.0"
