"""What readers take away: for each profile and sender, the texts it can need, as documents people open.

Reading order: situations, cases -> chosen -> text_files, notices -> profile_files -> manifest ->
archives. Every byte depends on what people wrote, the day and the sender's company alone; only
``archives`` writes. The words of the first page and of the readme are the templates beside them.
"""
