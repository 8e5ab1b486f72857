"""Plain strings: typography, cleaning, what a page can print, days in words; knows no file and no kit."""
