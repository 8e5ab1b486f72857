"""The tools and platforms that senders and customers meet."""

from dataclasses import dataclass
from typing import Annotated, Literal

from prevenance.model.sources import ReviewedOn, Sources, Words
from prevenance.reader.keys import Key


@dataclass(frozen=True, kw_only=True)
class Tool:
    """A tool or platform that senders and customers meet."""

    id: str
    name: Annotated[str, Key("nom", "Nom de l'outil.")]
    family: Annotated[Literal["administration", "plateforme", "logiciel", "publipostage"], Key("famille", "Genre d'outil.")]
    summary: Annotated[str, Key("resume", "Ce que c'est.")]
    recognise: Annotated[tuple[str, ...], Key("reconnaitre", "À quoi on voit qu'un client l'utilise.")]
    do: Annotated[tuple[str, ...], Key("que_faire", "Ce que vous faites alors.")]
    reviewed_on: ReviewedOn
    url: Annotated[str, Key("url", "Page officielle, en https.", holds="address")] = ""
    channels: Annotated[tuple[str, ...], Key("canaux", "Canaux qu'il sert.", holds="id", of="channels")] = ()
    note: Annotated[str, Key("note", "Réserve, point non vérifié.")] = ""
    sources: Sources = ()
    words: Words = ()
