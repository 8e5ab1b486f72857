/*
 * Dates that contradict each other: the twin of macros/prevenance/rules/contradictions.py, in the same
 * words.
 */
import { dayInWords, isWorkingDay, plusDays, workingDay } from "./days.js";
import { datesOf, isInside, nextTurn } from "./situation.js";
import { letterFacts } from "./fitting.js";
import { platforms } from "./tables.js";
import { get, item, own } from "./data.js";

const BY_EMAIL = "courriel";
const MEND = "avancez cette date, ou ôtez cette ligne";
const KEYS = { demarrage: "demarrage_anticipe", bascule: "date_bascule" };

const wordsOf = (data) => (day) => dayInWords(data, day, "fr");
const wait = (due) => `datez ce courrier du ${due}, le texte sera celui qui convient alors`;

const NEED_PLATFORM = {
  "dedans-oblige": ["alors que votre date est atteinte", false],
  "dedans-preparation": ["alors que votre date approche", true],
};

/** Refuse, or remark upon, a sheet that names its channels, and none of the circuit of platforms. */
const withoutPlatform = (data, sheet, add, why, warning) => {
  const known = platforms(data);
  const mine = get(sheet, "canaux", []);
  if (mine.length && !mine.some((id) => known.includes(id)))
    add(
      "canaux",
      `aucun canal de plateforme, ${why}`,
      `l'une de : ${known.join(", ")}`,
      `ajoutez ${known.join(" ou ")}`,
      warning,
    );
};

/** List what contradicts itself in a sheet: the key to mend, found, expected, remedy, remark or not. */
export const ofSheet = (data, sheet) => {
  const clashes = [];
  const add = (key, found, expected, mend, warning = false) =>
    clashes.push({ key, found, expected, mend, warning });
  const words = wordsOf(data);
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
  for (const [key, what] of [
    ["date_bascule", "premier envoi"],
    ["demarrage_anticipe", "démarrage anticipé"],
  ]) {
    const day = sheet[key];
    if (day && !isWorkingDay(data, day)) {
      add(
        key,
        `${what} le ${words(day)}, qui n'est pas un jour ouvré`,
        "un jour ouvré",
        `prenez le ${words(workingDay(data, day, 1))} si rien n'impose ce jour`,
        true,
      );
    }
  }
  if (sheet.demarrage_anticipe)
    withoutPlatform(data, sheet, add, "alors que votre fiche prévoit un démarrage anticipé", false);
  const offered = get(sheet, "canaux", []);
  if (tacit && offered.length && !offered.includes(BY_EMAIL))
    add(
      "canaux",
      "aucun envoi par courriel, alors que le silence vaut accord pour cet envoi",
      BY_EMAIL,
      `ajoutez ${BY_EMAIL}, ou choisissez mode_accord: explicite`,
    );
  return clashes;
};

/** Tell whether a letter offers what begins on J, even if it does not name the day. */
const offers = (decision) => {
  const { perimetre, evenement, intention } = letterFacts(decision);
  const energy = perimetre.endsWith("-energie") && evenement === "aucun";
  return intention === "demander-accord" || (energy && intention === "informer");
};

/** Return what a text with those blanks says of dates in a case. */
export const saying = (letter, blanks, decision) => ({
  reply: blanks.has("date_reponse"),
  first: blanks.has("date_premier_envoi"),
  announces: letter.announces || offers(decision),
  reminder: letter.role === "relance",
});

/** List what is wrong with the day of the first sending: past, or past the end of the offer. */
const ofFirst = (data, { today, due, departure, first }, { perimetre }, { announces }, add) => {
  const words = wordsOf(data);
  const key = KEYS[departure];
  const start = `premier envoi le ${words(first)}`;
  if (first <= today) {
    if (announces)
      add(
        key,
        `${start}, courrier du ${words(today)}`,
        "un premier envoi à venir",
        `changez ${key}`,
      );
  } else if (["dedans-pas-encore", "dedans-energie"].includes(perimetre)) {
    const found = `${start}, cette offre finit le ${words(due)}`;
    if (first >= due) add(key, found, "un premier envoi avant la fin de l'offre", `avancez ${key}`);
    else if (due < plusDays(first, data.delays.offer))
      add(
        key,
        found,
        `une offre d'au moins ${data.delays.offer} jours`,
        `avancez ${key} si vous le pouvez`,
        true,
      );
  }
};

/** List what makes silence mean yes only after what it accepts has begun. */
const ofSilence = (data, dates, outcomes, add) => {
  const words = wordsOf(data);
  const asked = `réponse demandée jusqu'au ${words(dates.reply)}`;
  const first = nextTurn(dates.today, dates.first);
  const end = nextTurn(dates.today, isInside(outcomes) ? dates.due : null);
  if (end && dates.reply >= end) {
    const found = `${asked}, votre date légale est le ${words(end)}`;
    add("delai_reponse", found, "une réponse avant cette date", wait(end));
  } else if (first && dates.reply >= first) {
    const later = workingDay(data, plusDays(dates.reply, 1), 1);
    const key = KEYS[dates.departure];
    add(
      key,
      `${asked}, premier envoi le ${words(first)}`,
      "un premier envoi après la réponse",
      end && later >= end
        ? wait(end)
        : `repoussez ${key} au ${words(later)} ou plus tard, ou raccourcissez delai_reponse`,
    );
  }
};

/** List what leaves too few days to answer before the date that the answer is asked for. */
const ofAnswer = (data, { today, reply, due, departure, first }, outcomes, { reminder }, add) => {
  const words = wordsOf(data);
  const { least, short } = data.delays;
  const end = isInside(outcomes) ? due : null;
  const turn = nextTurn(today, first, end);
  const early = reply < plusDays(today, least);
  if (!turn || reply >= plusDays(today, short) || (reminder && !early)) return;
  if (reply < workingDay(data, plusDays(turn, -1), -1)) return; // the sheet's own short delay
  const days = early ? least : short;
  const after = workingDay(data, plusDays(today, days), 1);
  const enough = workingDay(data, plusDays(after, 1), 1);
  let [what, key, mend] = ["votre date légale est", "delai_reponse", wait(turn)];
  if (turn !== end) {
    [what, key] = ["premier envoi", KEYS[departure]];
    mend = `repoussez ${key} au moins au ${words(enough)}`;
    if (departure === "demarrage") mend = `repoussez ${key}, ou attendez ce jour pour écrire`;
    else if (end && enough >= end) mend = wait(end);
  }
  add(
    key,
    `réponse demandée jusqu'au ${words(reply)}, ${what} le ${words(turn)}`,
    `au moins ${days} jours pour répondre`,
    mend,
    !early,
  );
};

/** List what would make a letter of a day say something impossible, or unwise, in a case. */
export const ofLetter = (data, sheet, today, outcomes, said) => {
  const clashes = [];
  const add = (key, found, expected, mend, warning = false) =>
    clashes.push({ key, found, expected, mend, warning });
  const dates = datesOf(data, sheet, today, outcomes);
  if (own(NEED_PLATFORM, outcomes.perimetre))
    withoutPlatform(data, sheet, add, ...NEED_PLATFORM[outcomes.perimetre]);
  if (dates.first && own(KEYS, dates.departure) && (said.first || said.announces))
    ofFirst(data, dates, outcomes, said, add);
  if (said.reply && outcomes.mode === "tacite") ofSilence(data, dates, outcomes, add);
  else if (said.reply) ofAnswer(data, dates, outcomes, said, add);
  return clashes;
};
