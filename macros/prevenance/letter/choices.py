"""What a letter shows in one case: the choices made, and the keys of the groups that they open.

Closed ids only: a pure look-up, so that the browser can do the same.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from prevenance.catalog import Catalog
from prevenance.model import Category, Channel, Profile, Text
from prevenance.model.company import Company
from prevenance.rules.offers import offered_channels
from prevenance.rules.situation import Dates, issuing_stage
from prevenance.rules.stages import is_past, is_visible
from prevenance.rules.tables import PAPER, Decision, channel_statuses

DEFAULT_OPTIONS = 2
DORMANT = "a-activer"
"""The status of a channel that the customer could open."""


OPEN_TO_CHOICE = frozenset({"dedans-pas-encore", "dedans-energie", "dehors", "dehors-energie"})
"""The perimeters in which a letter lists what the customer may choose, and nothing else."""


DEFAULT_BENEFITS = 2


STAGE_SLOT = re.compile(r"\(\(etape:([a-z0-9-]+)\)\)")


CUSTOMER_STAGES = ("reponse", "bascule")
"""The project's own dates that a letter shows by default, beside the sender's legal date."""


@dataclass(frozen=True)
class Choices:
    """What a letter is about: closed ids only, never a name or an address.

    ``channels`` maps each channel shown to its status (propose, annonce, a-activer, secours,
    complement), in the order of the closed list ``canal``; ``stages`` are the calendar stages to show, past ones
    included; ``bank`` tells whether it says that the bank details stay the same (inchangee, tue).
    """

    perimeter: str
    category: Category
    channels: Mapping[str, str] = field(default_factory=dict)
    benefits: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    bank: str = "tue"


def lists(text: Text, channel: Channel, status: str) -> bool:
    """Tell whether a text may list a channel that has a status.

    A text that lists the free channels says besides what would open the platforms to a customer.
    """
    if channel.platform:
        return text.listing == "circuit" or (text.listing != "aucun" and status == DORMANT)
    return text.listing == "libres" or (text.listing == "electroniques" and channel.id != PAPER)


def in_order(catalog: Catalog) -> list[Channel]:
    """Return the channels in the order in which letters list them: that of ``canal``, paper last."""
    every = [catalog.channels[c] for c in catalog.lists["canal"].values if c in catalog.channels]
    return sorted(every, key=lambda channel: channel.id == PAPER)


def default_choices(
    catalog: Catalog, profile: Profile, decision: Decision, company: Company, text: Text
) -> Choices:
    """Choose what a letter shows when nobody chose: the profile's first channels and benefits.

    Shown: the channels of ``shown_channels``, two benefits true with one of them, the sender's
    legal date if it is still worth mentioning, the dates of the project, and the stages that the
    text itself calls.
    """
    channels = shown_channels(catalog, profile, decision, company, text)
    benefits = [
        b
        for b in profile.benefits
        if set(catalog.benefits[b].channels) & channels.keys()
        and (not company.benefits or b in company.benefits)
    ][:DEFAULT_BENEFITS]
    legal = issuing_stage(catalog, company.category).id
    named = [legal, *CUSTOMER_STAGES, *STAGE_SLOT.findall(text.body)]
    return Choices(
        perimeter=decision.perimeter,
        category=company.category,
        channels=channels,
        benefits=tuple(benefits),
        stages=tuple(dict.fromkeys(name for name in named if name in catalog.stages)),
        bank="inchangee" if company.bank_unchanged else "tue",
    )


def shown_channels(
    catalog: Catalog, profile: Profile, decision: Decision, company: Company, text: Text
) -> dict[str, str]:
    """Choose the channels that a text shows, with their status, in the order of letters.

    Two at most, in the order of the offer, of those that the text may list; where the customer may
    choose, those that are open to choice and, besides, one that the customer could open. Paper is
    listed with them where the text lists it.
    """
    status = channel_statuses(catalog, decision)
    may = [
        c.id for c in in_order(catalog) if status[c.id] != "exclu" and lists(text, c, status[c.id])
    ]
    allowed = [c for c in offered_channels(catalog, profile, company) if c in may and c != PAPER]
    shown = allowed[:DEFAULT_OPTIONS]
    if decision.perimeter in OPEN_TO_CHOICE:
        shown = [c for c in allowed if status[c] == "propose"][:DEFAULT_OPTIONS]
        shown += [c for c in allowed if status[c] == DORMANT][:1]
    return {c: status[c] for c in may if c in shown or (shown and c == PAPER)}


LONG = 34
"""Characters of an address beyond which the sender's block has no room for its label."""


def senders_addresses(catalog: Catalog) -> tuple[str, ...]:
    """List the sender's addresses, of e-mail and of pages, which no line may cut."""
    fields = (f for f in catalog.fields.values() if f.filled_by == "vous")
    return tuple(f.id for f in fields if f.type in {"courriel", "adresse-web"})


def active_keys(
    catalog: Catalog, choices: Choices, dates: Dates, answered: Mapping[str, str]
) -> frozenset[str]:
    """Return the active keys of a letter.

    ``canal:ID:STATUT``, ``options:un`` or ``options:plusieurs``, ``benefice:ID``,
    ``banque:inchangee`` or ``banque:tue``, ``court:NOM`` or ``long:NOM`` for each address of the
    sender,
    ``etape:ID:avant`` or ``etape:ID:apres``, and ``champ:NOM`` for each blank answered.
    """
    active = {f"canal:{channel}:{status}" for channel, status in choices.channels.items()}
    if choices.channels:
        active.add("options:un" if len(choices.channels) == 1 else "options:plusieurs")
    active |= {f"benefice:{benefit}" for benefit in choices.benefits}
    active.add(f"banque:{choices.bank}")
    active |= {f"champ:{name}" for name, answer in answered.items() if answer}
    for name in senders_addresses(catalog):
        active.add(f"{'long' if len(answered.get(name, '')) > LONG else 'court'}:{name}")
    for name in choices.stages:
        stage = catalog.stages[name]
        concerned = choices.perimeter in (stage.perimeters or [choices.perimeter])
        mine = choices.category in (stage.categories or [choices.category])
        if concerned and mine and is_visible(stage, dates):
            active.add(f"etape:{name}:{'apres' if is_past(stage, dates) else 'avant'}")
    return frozenset(active)
