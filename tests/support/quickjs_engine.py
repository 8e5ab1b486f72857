"""The page's engine, run by QuickJS inside pytest: one context, asked in batches through JSON.

QuickJS has no TextEncoder and no btoa; browsers have them, so only the tests bring some.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import quickjs

from conftest import TODAY
from prevenance.catalog import Catalog
from prevenance.catalog.loader import load
from prevenance.configurator import scripts
from prevenance.documents.press import Press

ROOT = Path(__file__).parents[2]
CODE = [scripts.ASSETS / "javascripts/engine" / f"{name}.js" for name in scripts.ENGINE]

_NAMES = re.compile(r"^(?:export )?const (\w+) =", re.MULTILINE)

BROWSER = r"""
globalThis.TextEncoder = class {
  encode(text) {
    const bytes = unescape(encodeURIComponent(text));
    return Uint8Array.from({ length: bytes.length }, (_, i) => bytes.charCodeAt(i));
  }
};
globalThis.btoa = (binary) => {
  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  let out = "";
  for (let i = 0; i < binary.length; i += 3) {
    const n = (binary.charCodeAt(i) << 16) | (binary.charCodeAt(i + 1) << 8) | binary.charCodeAt(i + 2);
    out += digits[n >> 18] + digits[(n >> 12) & 63];
    out += i + 1 < binary.length ? digits[(n >> 6) & 63] : "=";
    out += i + 2 < binary.length ? digits[n & 63] : "=";
  }
  return out;
};
"""

BATCHES = r"""
const P = Prevenance;
const attempt = (make) => { try { return make(); } catch (error) { return `! ${error.message}`; } };
const latin = (bytes) => {
  let out = "";
  for (let i = 0; i < bytes.length; i += 4096) out += String.fromCharCode(...bytes.slice(i, i + 4096));
  return out;
};
const text = (letter, active, found) => letter.format === "eml"
  ? latin(P.produce(letter, active, found))
  : letter.parts.map(([, segments]) => P.fill(segments, active, found, P.ESCAPES[letter.escape])).join("\n");
const sets = (keys, pairs) => {
  const found = [[], ...keys.map((key) => [key]), keys];
  if (pairs) keys.forEach((one, i) => keys.slice(i + 1).forEach((other) => found.push([one, other])));
  return found;
};
globalThis.batches = {
  days: () => P.data.days,
  dates: (sheet, today) => attempt(() => P.datesOf(P.data, sheet, today, { perimetre: "dehors" })),
  forms: (asked) => asked.map(([form, value]) => P.write(P.data, form, value)),
  set: (asked) => asked.map(([form, value, language]) => P.setValue(P.data, form, value, language)),
  is_day: (day) => P.isDay(P.data, day),
  escape_names: () => Object.keys(P.ESCAPES),
  keyed: (asked) => asked.map(([sheet, today, choices, language, outcomes]) => {
    const dates = P.datesOf(P.data, sheet, today, outcomes);
    const found = P.answers(P.data, choices, dates, {}, language);
    return [[...P.keys(P.data, choices, dates, found)].sort(), found];
  }),
  rows: (table, cases) => cases.map((facts) =>
    P.data.tables[table].rows.indexOf(P.lookUp(P.data.tables[table], facts))),
  calendar: (days) => days.map((day) => [
    P.dayInWords(P.data, day, "fr"), P.dayInWords(P.data, day, "en"), P.isWorkingDay(P.data, day),
    P.workingDay(P.data, day, 1), P.plusDays(day, -400), P.plusDays(day, 999), P.isDay(P.data, day),
    ...[0, 1, 6, 11, 12, 25].map((months) => P.monthsBefore(day, months)),
  ]),
  states: (asked) => asked.map(([sheet, today]) => P.senderFacts(P.data, sheet, today)),
  clashes: (asked) => asked.map(([sheet, today, outcomes, said]) =>
    [...P.ofSheet(P.data, sheet), ...P.ofLetter(P.data, sheet, today, outcomes, said)]),
  stages: (asked) => asked.map(([sheet, today, outcomes]) => {
    const dates = P.datesOf(P.data, sheet, today, outcomes);
    return [dates, Object.values(P.data.stages).map((stage) => P.stageDay(P.data, stage, dates))];
  }),
  decisions: (asked) => asked.map(([facts, profile, sheet, today]) => {
    const d = P.decide(P.data, facts, P.offeredChannels(P.data, profile, sheet));
    const letters = ["poste", "courriel"].map((support) => P.lettersFor(P.data, d, support));
    const place = ([table, row]) => [table, P.data.tables[table].rows.indexOf(row)];
    const texts = [...letters.flat(), ...P.mentionsFor(P.data, d)];
    const choices = texts.map((id) => P.defaultChoices(P.data, profile, d, sheet, id));
    const dates = P.datesOf(P.data, sheet, today, d.outcomes);
    const keys = choices.map((c) => [...P.keys(P.data, c, dates, { lieu: "x", adresse: "" })].sort());
    const answers = choices.map((c) => P.answers(P.data, c, dates, { lieu: " x ", adresse: " " }, "fr"));
    const { outcomes, reason, writes, actions, sources, statuses, last } = d;
    const blanks = new Set(["date_reponse"]);
    const said = texts.map((id) => P.saying(P.data.letters[id], blanks, d));
    return { outcomes, reason, said, writes, actions, sources, statuses, rows: d.rows.map(place),
      last: place(d.rows.find(([, row]) => row === last)), texts, choices, keys, answers };
  }),
  lacking: (asked) => asked.map(([facts, id, support, found]) =>
    P.lacking(P.data, P.decide(P.data, facts), id, support, found)),
  missing: (facts) => { try { P.decide(P.data, facts); return null; } catch (error) { return error.facets; } },
  clean: (texts, lines) => texts.map((value) => attempt(() => P.cleanText(P.data, value, lines))),
  accepted: (field, texts) => texts.map((value) => attempt(() => P.accepted(P.data, field, value))),
  escapes: (texts) => texts.map((value) => Object.keys(P.ESCAPES).map((name) => P.ESCAPES[name](value))),
  words: (texts) => texts.map(P.headerWords),
  zip: (members) => latin(P.pack(members.map(([name, value]) => [name, new TextEncoder().encode(value)]))),
  crc: (texts) => texts.map((value) => P.crc32(new TextEncoder().encode(value))),
  filled: (name, keys, sheets) => sets(keys, true).map((active, i) =>
    text(P.compiled(...name.split("/")), new Set(active), sheets[i % sheets.length])).join("\u0001"),
  files: (name, keys, sheets) => sets(keys, false).map((active, i) =>
    latin(P.produce(P.compiled(...name.split("/")), new Set(active), sheets[i % sheets.length]))),
  letters: (asked) => asked.map(([name, sheet, today, choices, typed, outcomes]) => attempt(() => {
    const letter = P.compiled(...name.split("/"));
    const dates = P.datesOf(P.data, sheet, today, outcomes);
    const found = P.answers(P.data, choices, dates, typed, name.split("/")[1]);
    const active = P.keys(P.data, choices, dates, found);
    const open = letter.parts.flatMap(([, segments]) => P.missing(segments, active, found));
    return `${[...new Set(open)].sort().join()}\n${text(letter, active, found)}`;
  })).join("\u0001"),
  editions: (name, kind, keys, found) => text(P.edition(P.data, P.compiled(...name.split("/")), kind),
    new Set(keys), found),
  marks: (kind, found) => attempt(() => P.refuseMarks(P.data, kind, found) ?? ""),
  drafts: (values) => values.map((value) => attempt(() => latin(P.produce({ format: "eml", parts: [
    ["subject", ["Objet ", ["lieu", "", "", "[lieu]"], ["raison_sociale", "", "", ""]]],
    ["to", [["client_courriel_facturation", "", "", ""]]], ["text", ["a\n"]], ["html", ["<p>"]],
  ] }, new Set(), value)))),
  blocks: (name, keys, found) => P.blocks(P.compiled(...name.split("/")), new Set(keys), found),
  received: (names) => names.map((name) => name.split("/")).map((name) =>
    [name, P.has(...name), P.compiled(...name).parts]),
  unknown: (what, name) => attempt(() => {
    const sheet = { categorie: what === "category" ? name : "pme" };
    const dates = P.datesOf(P.data, sheet, "2026-11-24", { perimetre: "dehors" });
    const choices = { perimeter: "dehors", category: "pme", channels: {}, benefits: [], stages: [] };
    if (what === "stage") choices.stages.push(name);
    if (what === "value") P.lookUp(P.data.tables.depart, { perimetre: name });
    if (what === "letter") P.compiled(name, "fr", "poste", "txt");
    const profile = what === "profile" ? name : "pme";
    const decision = { perimeter: "dehors", statuses: {} };
    P.defaultChoices(P.data, profile, decision, sheet, "demander-accord");
    const found = P.answers(P.data, choices, dates, what === "field" ? JSON.parse(`{"${name}": "x"}`) : {}, "fr");
    return [...P.keys(P.data, choices, dates, found)].join();
  }),
  polluted: () => { const found = []; for (const key in {}) found.push(key); return found; },
};
globalThis.ask = (asked) => {
  const [batch, args] = JSON.parse(asked);
  return JSON.stringify(batches[batch](...args));
};
"""


class Engine:
    """The engine with the scripts of the site's page, or with that of the offline page."""

    def __init__(self, *data: str) -> None:
        self.context = quickjs.Context()
        for script in (BROWSER, _open_engine(), *data, BATCHES):
            self.context.eval(script)
        self._ask = self.context.get("ask")

    def ask(self, batch: str, *args: object) -> Any:
        """Run one of the batches above."""
        return json.loads(self._ask(json.dumps([batch, args])))


@cache
def _open_engine() -> str:
    """Return the engine as the page has it, with every function of its modules in sight."""
    texts = (path.read_text("utf-8") for path in CODE)
    names = [name for text in texts for name in _NAMES.findall(text)]
    return f"(()=>{{{scripts.engine()}\nObject.assign(Prevenance, {{{','.join(names)}}});}})();"


@cache
def kit() -> Catalog:
    """Load the kit once a process."""
    return load(ROOT / "kit")


@cache
def press() -> Press:
    """Compile the kit's letters once a process."""
    return Press(kit(), TODAY)


@cache
def data() -> scripts.Data:
    """Write the scripts of the data once a process."""
    return scripts.data_scripts(press())


@cache
def engine() -> Engine:
    """Start the engine with the site's scripts, once a process."""
    return Engine(data().rules, data().shared, *data().letters.values())
