/*
 * Where the sender stands on a day: the twin of macros/prevenance/rules/situation.py.
 *
 * A sheet has the French keys of entreprise.yml.
 */
import { get, item } from "./data.js";
import { isDay, monthsBefore, plusDays, workingDay } from "./days.js";

/** Return the facet `anticipe` of a sender on a day. */
const earlyState = (data, sheet, today) => {
  const start = sheet.demarrage_anticipe;
  if (!start || today < monthsBefore(start, data.announcementMonths)) return "non";
  return today >= start ? "en-cours" : "annonce";
};

/** Return the facets that a sender's sheet and the day give. */
export const senderFacts = (data, sheet, today) => ({
  emetteur: senderState(data, sheet, today),
  anticipe: earlyState(data, sheet, today),
  territoire: get(sheet, "territoire", "france"),
  mode_accord: get(sheet, "mode_accord", "explicite"),
});

/** Return the facet `emetteur` of a sender on a day. */
const senderState = (data, sheet, today) => {
  const due = item(data.due, sheet.categorie);
  if (today >= due) return "oblige";
  const start = sheet.debut_preparation || monthsBefore(due, data.preparationMonths);
  return today >= start ? "preparation" : "pas-encore";
};

/** Return where the day of first sending comes from in a case. */
const departureOf = (outcomes) => get(outcomes, "depart", "aucun");

/** Tell whether the legal date of the sender concerns the customer of a case. */
export const isInside = ({ perimetre }) => perimetre.startsWith("dedans-");

/** Return the first of some days that is still ahead, or null. */
export const nextTurn = (today, ...days) =>
  days.reduce((next, day) => (day && day > today && !(next <= day) ? day : next), null);

/** Compute the dates of a letter in a case; an error names a day or a delay that the page refuses. */
export const datesOf = (data, sheet, today, outcomes) => {
  const delay = get(sheet, "delai_reponse", 30);
  for (const day of [today, sheet.date_bascule || today, sheet.demarrage_anticipe || today]) {
    if (!isDay(data, day)) throw new Error(`${day} : date refusée`);
  }
  if (!Number.isInteger(delay) || delay < 0 || delay > 365)
    throw new Error(`${delay} : délai refusé`);
  const due = item(data.due, sheet.categorie);
  const departure = departureOf(outcomes);
  const sources = {
    "date-legale": due,
    demarrage: sheet.demarrage_anticipe,
    bascule: sheet.date_bascule,
  };
  const first = get(sources, departure, null) || null;
  let reply = workingDay(data, plusDays(today, delay), 1);
  const turn = nextTurn(today, first, isInside(outcomes) ? due : null);
  if (turn && outcomes.mode !== "tacite") {
    const last = workingDay(data, plusDays(turn, -1), -1);
    if (last < reply) reply = last;
  }
  return { today, reply, due, departure, first };
};
