"""What the kit answers for one case on one day: boxes, decision tables, stages, and what contradicts itself.

Knows no letter: how one is written is of the rooms below.
"""
