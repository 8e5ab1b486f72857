/*
 * The texts that answer a case, and what the one that shows is filled with.
 */
import { answers, defaultChoices, keys, listed, openChannels } from "../engine/answers.js";
import { dayInWords } from "../engine/days.js";
import { compiled, has } from "../engine/data.js";
import { lettersFor, mentionsFor } from "../engine/fitting.js";
import { decide } from "../engine/tables.js";
import { missing } from "../engine/filling.js";
import { data, spaced } from "./page.js";

export const SHEET = "fiche-de-decision";

data.letters[SHEET] = { languages: ["fr"], supports: ["document"], title: "Fiche de décision" };

/** Decide a case: the answer in words, and the texts that it offers, the first being the one advised. */
export const decided = (facts, channels, support) => {
  const decision = decide(data, facts, channels);
  const {
    last: { actions },
    outcomes,
    reason,
  } = decision;
  const main = [...lettersFor(data, decision, support), ...mentionsFor(data, decision)];
  const others = Object.keys(data.letters).filter((id) =>
    decision.actions.includes(data.letters[id].action),
  );
  const title = main.length ? ` : ${data.letters[main[0]].title}` : "";
  return {
    decision,
    title,
    texts: [...main, SHEET, ...others],
    answer: spaced(
      data.send[outcomes.envoi === "courrier" && !title ? "rien" : outcomes.envoi] + title,
    ),
    reason: spaced(reason),
    actions: actions.map((action) => spaced(data.lists.action.values[action])),
  };
};

/** Name the blanks that a letter can show, and those of its e-mail's head. */
export const blanksOf = (name) =>
  new Set(
    ["blocks", "eml"]
      .filter((format) => has(...name, format))
      .flatMap((format) => compiled(...name, format).parts)
      .flatMap(([, segments]) => missing(segments, null, {})),
  );

/** Fill the decision sheet: the answers of its blanks, and its active keys. */
export const sheetFilled = ({ decision, answer, reason, actions }, facts, profile, today) => {
  const lines = (items) => items.map((text) => `- ${text}`).join("\n");
  const { lists } = data;
  const found = {
    profil: spaced(data.profiles[profile].name),
    jour: dayInWords(data, today, "fr"),
    reponse: answer,
    motif: reason,
    actions: lines(actions),
    cas: lines(
      Object.keys(facts).map((name) =>
        spaced(`${lists[name].name} : ${lists[name].values[facts[name]]}`),
      ),
    ),
    sources: lines(
      decision.last.sources.map((source) => data.sources[source].filter(Boolean).join(", ")),
    ),
  };
  return [
    found,
    new Set(
      Object.keys(found)
        .filter((name) => found[name])
        .map((name) => `champ:${name}`),
    ),
  ];
};

/** Fill a letter with what the form says; show and tick the options that it can have. */
export const letterFilled = (form, { decision }, sheet, id, dates, language) => {
  const { benefits } = data;
  const choices = defaultChoices(data, form.value("profil"), decision, sheet, id);
  const open = openChannels(data, decision, id);
  const { canaux, benefices } = form.chosen;
  if (canaux) {
    const kept = open.filter((channel) => canaux.includes(channel));
    choices.channels = listed(data, decision, id, kept);
  }
  const real = Object.keys(benefits).filter((benefit) =>
    benefits[benefit].channels.some((channel) => channel in choices.channels),
  );
  choices.benefits = (benefices ?? choices.benefits).filter((benefit) => real.includes(benefit));
  form.tick("canaux", open, Object.keys(choices.channels));
  form.tick("benefices", real, choices.benefits);
  const found = answers(data, choices, dates, { ...sheet.champs, ...form.client }, language);
  return [found, keys(data, choices, dates, found)];
};
