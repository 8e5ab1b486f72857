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

/** Return the status of each channel in a perimeter. */
const channelStatuses = (data, perimetre) => {
  const found = {};
  for (const canal of Object.keys(data.channels)) {
    found[canal] = lookUp(data.tables.canaux, { canal, perimetre }).then.statut;
  }
  return found;
};

/**
 * Chain the tables for one complete case: outcomes, the rows met with their table's name, the
 * row that settles, and what follows from them.
 */
export const decide = (data, facts) => {
  const known = { ...facts };
  const rows = [];
  const ask = (name) => {
    const row = lookUp(item(data.tables, name), known);
    rows.push([name, row]);
    Object.assign(known, row.then);
  };
  ask("perimetre");
  ask("regime");
  ask(get(known, "evenement", "aucun") === "aucun" ? "envoi" : "suite");
  if (known.envoi === "courrier") ask("mode");
  const outcomes = {};
  for (const name of Object.keys(known)) if (!own(facts, name)) outcomes[name] = known[name];
  const row = (name) => (rows.find(([table]) => table === name) || [])[1];
  const silent = get(outcomes, "mode") === "sans-relance";
  const last = silent ? row("mode") : row("suite") || row("envoi");
  const gather = (key) => unique(rows.flatMap(([, found]) => found[key]));
  return {
    facts,
    outcomes,
    rows,
    last,
    perimeter: outcomes.perimetre,
    writes: outcomes.envoi === "courrier" && !silent,
    actions: unique([...last.actions, ...gather("actions")]),
    sources: gather("sources"),
    statuses: channelStatuses(data, outcomes.perimetre),
  };
};
