/*
 * Decision tables: the twin of macros/prevenance/rules/tables.py.
 */
import { get, item, own, unique } from "./data.js";

export const accepts = (box, facts) =>
  Object.entries(box).every(([facet, values]) => values.includes(get(facts, facet)));

/** Return the row of a table for a case; an error with `facets` names those without a value. */
const lookUp = (table, facts) => {
  const facets = table.facets.filter((facet) => !own(facts, facet));
  if (facets.length) throw Object.assign(new Error(facets.join(", ")), { facets });
  const row = table.rows.find((row) => accepts(row.when, facts));
  if (!row) throw new Error(`${table.name} : cas inconnu`);
  return row;
};

const PAPER = "papier";

const STOPS = ["contradictoire", "a-verifier", "hors-kit", "client-inconnu"];

/** Return the status of each channel in a case. */
const channelStatuses = (data, known) => {
  const found = {};
  for (const canal of Object.keys(data.channels)) {
    found[canal] = lookUp(data.tables.canaux, { ...known, canal }).then.statut;
  }
  return found;
};

/** List the channels of the circuit of platforms. */
export const platforms = (data) =>
  Object.keys(data.channels).filter((id) => data.channels[id].platform);

/** List the channels of a sheet (none named = all) that concern a profile, its preferred ones first. */
export const offeredChannels = (data, profile, sheet) => {
  const named = unique([...item(data.profiles, profile).channels, ...platforms(data)]);
  const mine = get(sheet, "canaux", []);
  return named.filter((id) => !mine.length || mine.includes(id));
};

/**
 * Chain the tables for one complete case: outcomes, the rows met with their table's name, the
 * row that settles, and what follows from them. `channels` are those that sheet and profile offer,
 * by default all.
 */
export const decide = (data, facts, channels = Object.keys(data.channels)) => {
  const known = { ...facts };
  const outcomes = {};
  const rows = [];
  const learn = (found) => {
    Object.assign(known, found);
    Object.assign(outcomes, found);
  };
  const ask = (name) => {
    const row = lookUp(item(data.tables, name), known);
    rows.push([name, row]);
    learn(row.then);
  };
  ask("coherence");
  ask("perimetre");
  ask("depart");
  const statuses = channelStatuses(data, known);
  const open = channels.some((id) => id !== PAPER && statuses[id] === "propose");
  learn({ offre: open ? "electronique" : "papier-seul" });
  ask("regime");
  ask("envoi");
  if (get(known, "evenement", "aucun") !== "aucun") {
    rows.pop();
    learn({ au_repos: outcomes.envoi });
    ask("suite");
  }
  if (outcomes.envoi === "courrier") ask("mode");
  const row = (name) => (rows.find(([table]) => table === name) || [])[1];
  const silent = get(outcomes, "mode") === "sans-relance";
  const last = silent ? row("mode") : row("suite") || row("envoi");
  const stop = outcomes.donnees === "coherentes" ? "perimetre" : "coherence";
  const reason = STOPS.includes(outcomes.perimetre)
    ? `${row(stop).reason} ${last.reason}`
    : last.reason;
  const gather = (key) => unique(rows.flatMap(([, found]) => found[key]));
  return {
    facts,
    outcomes,
    rows,
    last,
    reason,
    perimeter: outcomes.perimetre,
    writes: outcomes.envoi === "courrier" && !silent,
    actions: unique([...last.actions, ...gather("actions")]),
    sources: gather("sources"),
    statuses,
  };
};
