/*
 * Where the sender stands on a day: the twin of macros/prevenance/rules/situation.py.
 *
 * A sheet has the French keys of entreprise.yml.
 */
import { get, item } from "./data.js";
import { isDay, monthsBefore, plusDays, workingDay } from "./days.js";

/** Return the facet `emetteur` of a sender on a day. */
export const senderState = (data, sheet, today) => {
  const due = item(data.due, sheet.categorie);
  if (today >= due) return "oblige";
  if (sheet.demarrage_anticipe && today >= sheet.demarrage_anticipe) return "volontaire";
  const start = sheet.debut_preparation || monthsBefore(due, data.preparationMonths);
  return today >= start ? "preparation" : "pas-encore";
};

/** Compute a sender's dates on a day; an error names a day or a delay that the page refuses. */
export const datesOf = (data, sheet, today) => {
  const letter = sheet.date_courrier || today;
  const delay = get(sheet, "delai_reponse", 30);
  for (const day of [today, letter, sheet.date_bascule || letter]) {
    if (!isDay(data, day)) throw new Error(`${day} : date refusée`);
  }
  if (!Number.isInteger(delay) || delay < 0 || delay > 365)
    throw new Error(`${delay} : délai refusé`);
  return {
    today,
    letter,
    reply: workingDay(data, plusDays(letter, delay), 1),
    due: item(data.due, sheet.categorie),
    switchOver: sheet.date_bascule || null,
  };
};
