/*
 * Dates that contradict each other: the twin of macros/prevenance/rules/contradictions.py, in the same
 * words.
 */
import { dayInWords, monthsBefore, plusDays } from "./days.js";
import { datesOf, senderState } from "./situation.js";
import { get, item } from "./data.js";

const MEND = "avancez cette date, ou ôtez cette ligne";

/** List what contradicts itself in a sheet: the key to mend, found, expected, remedy, remark or not. */
export const ofSheet = (data, sheet) => {
  const clashes = [];
  const add = (key, found, expected, mend, warning = false) =>
    clashes.push({ key, found, expected, mend, warning });
  const words = (day) => dayInWords(data, day, "fr");
  const { least, most, short, usual } = data.delays;
  const days = get(sheet, "delai_reponse", usual);
  const tacit = sheet.mode_accord === "tacite";
  const left = `${days} jour${days > 1 ? "s" : ""} pour répondre`;
  if (days < least || days > most) {
    add(
      "delai_reponse",
      left,
      `de ${least} à ${most} jours ; le guide en conseille ${usual}`,
      "changez ce délai",
    );
  } else if (days < short) {
    add(
      "delai_reponse",
      tacit ? `${left}, alors que le silence vaut accord` : left,
      `au moins ${short} jours ; le guide en conseille ${usual}`,
      tacit ? "allongez le délai" : "allongez le délai si vous le pouvez",
      !tacit,
    );
  }
  const due = item(data.due, sheet.categorie);
  for (const [key, what] of [
    ["demarrage_anticipe", "démarrage anticipé"],
    ["debut_preparation", "début de la préparation"],
  ]) {
    const day = sheet[key];
    if (day && day >= due) {
      add(
        key,
        `${what} le ${words(day)}, votre date légale est le ${words(due)}`,
        "une date avant votre date légale",
        MEND,
      );
    }
  }
  return clashes;
};

/** Return what changes between the day examined and that of the letter, with its day, if something does. */
const between = (data, sheet, today, letter, first) => {
  const due = item(data.due, sheet.categorie);
  const start = sheet.debut_preparation || monthsBefore(due, data.preparationMonths);
  const moved = senderState(data, sheet, letter) !== senderState(data, sheet, today);
  const turns = [["votre première facture électronique", first]];
  if (moved) {
    turns.unshift(
      ["votre date légale", due],
      ["votre démarrage anticipé", sheet.demarrage_anticipe],
      ["le début de la préparation", start],
    );
  }
  return turns.find(([, day]) => day && letter < day !== today < day);
};

/**
 * List what would make a letter of a day say something impossible, or unwise. `said` tells what
 * it says: perimeter, whether silence means yes, whether it prints the reply date and the first
 * sending, and whether it announces the latter.
 */
export const ofLetter = (data, sheet, today, said) => {
  const clashes = [];
  const add = (key, found, expected, mend, warning = false) =>
    clashes.push({ key, found, expected, mend, warning });
  const words = (day) => dayInWords(data, day, "fr");
  const dates = datesOf(data, sheet, today);
  const { letter, reply, due } = dates;
  const inside = said.perimeter.startsWith("dedans-");
  let first = said.switchOver || said.announces ? dates.switchOver : null;
  const turn = between(data, sheet, today, letter, first);
  if (turn) {
    add(
      "date_courrier",
      `courrier daté du ${words(letter)}, jour examiné le ${words(today)} : ` +
        `${turn[0]}, le ${words(turn[1])}, est entre les deux`,
      "deux jours dans la même situation",
      `examinez le ${words(letter)}, ou ôtez cette ligne`,
    );
  }
  if (first && first <= today) {
    if (said.announces) {
      add(
        "date_bascule",
        `date passée, le ${words(first)}, au jour examiné, le ${words(today)}, que ce courrier annonce`,
        "une date à venir",
        "corrigez la date, ou choisissez un texte qui parle d'un changement déjà fait",
      );
    }
    first = null;
  }
  const offer = senderState(data, sheet, today) === "pas-encore";
  if (first && inside && (first > due || (offer && first === due))) {
    add(
      "date_bascule",
      `première facture électronique le ${words(first)}, votre date légale est le ${words(due)}`,
      "un premier envoi avant votre date légale",
      MEND,
    );
  } else if (first && said.reply && reply >= first) {
    add(
      "date_bascule",
      `réponse demandée jusqu'au ${words(reply)}, premier envoi le ${words(first)}`,
      "un premier envoi après la réponse",
      `reportez date_bascule au ${words(plusDays(reply, 1))} ou plus tard, ou raccourcissez delai_reponse`,
      !said.tacit,
    );
  } else if (inside && said.reply && today < due && due <= reply) {
    add(
      "delai_reponse",
      `réponse demandée jusqu'au ${words(reply)}, votre date légale est le ${words(due)}`,
      "une réponse avant votre date légale",
      "raccourcissez ce délai, ou écrivez plus tôt",
      true,
    );
  }
  return clashes;
};
