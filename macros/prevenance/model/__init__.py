"""What the files of kit/ mean, the only French-English dictionary: readers, skeletons and schemas come from it."""

from prevenance.model.calendar import YEARS, Category, Stage
from prevenance.model.channels import AgreementNeed, Benefit, Channel, Evolution, Offer
from prevenance.model.customers import Adhesion, Profile
from prevenance.model.fields import Field
from prevenance.model.sources import READINGS, REFORM, Fact, ReviewedOn, Source, Sources, Term
from prevenance.model.tables import BY_DAY, Ban, Box, ClosedList, Row, Table
from prevenance.model.texts import Frame, Language, Paragraph, Support, Text
from prevenance.model.tools import Tool

__all__ = [
    "BY_DAY",
    "READINGS",
    "REFORM",
    "YEARS",
    "Adhesion",
    "AgreementNeed",
    "Ban",
    "Benefit",
    "Box",
    "Category",
    "Channel",
    "ClosedList",
    "Evolution",
    "Fact",
    "Field",
    "Frame",
    "Language",
    "Offer",
    "Paragraph",
    "Profile",
    "ReviewedOn",
    "Row",
    "Source",
    "Sources",
    "Stage",
    "Support",
    "Table",
    "Term",
    "Text",
    "Tool",
]
