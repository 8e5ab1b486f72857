"""What readers take away: for each profile, the texts it can need, as documents people open.

Reading order: situations -> decision_sheet, readme -> profile_files -> manifest -> archives. Every
byte depends on what people wrote, the day and the sender's company alone; only ``archives`` writes.
"""
