"""Editions of letters whose blanks are fields of somebody's merge tool, and the list that fills them.

Every edition says what the letter says: fields are named as the blanks are, which are also the
columns of the customer list. No condition, no switch, no format; everything is ready-made text.
"""
