/*
 * What a letter shows, and the answers of its blanks: the twin of macros/prevenance/letter/answers.py.
 */
import { length } from "./cleaning.js";
import { dayInWords } from "./days.js";
import { isVisible, stageDay } from "./stages.js";
import { get, item, own, unique } from "./data.js";
import { noBreak, setText, setValue } from "./typography.js";
import { offeredChannels } from "./tables.js";
import { accepted } from "./values.js";

/** Tell whether a text may list a channel that has a status. */
const lists = ({ listing }, { paper, platform }, status) =>
  platform
    ? listing === "circuit" || (listing !== "aucun" && status === "a-activer")
    : listing === "libres" || (listing === "electroniques" && !paper);

const mayList = (data, { statuses }, id) =>
  Object.keys(data.channels).filter((channel) => {
    const status = get(statuses, channel, "exclu");
    return status !== "exclu" && lists(item(data.letters, id), data.channels[channel], status);
  });

/** Name the channels that a text may offer in a case: paper is listed with them, never chosen. */
export const openChannels = (data, decision, id) =>
  mayList(data, decision, id).filter((channel) => !data.channels[channel].paper);

/** Return the channels that a text lists when some are offered, with their status; paper last. */
export const listed = (data, decision, id, offered) => {
  const channels = {};
  for (const channel of mayList(data, decision, id)) {
    const paper = offered.length && data.channels[channel].paper;
    if (paper || offered.includes(channel)) channels[channel] = decision.statuses[channel];
  }
  return channels;
};

/** Choose the channels that a letter offers: two at most and, where the customer chooses, one to open. */
const offeredIn = (data, profile, decision, sheet, id) => {
  const may = openChannels(data, decision, id);
  const allowed = offeredChannels(data, profile, sheet).filter((c) => may.includes(c));
  const of = (status) => allowed.filter((c) => decision.statuses[c] === status);
  const { options, perimeters } = data.defaults;
  return perimeters.includes(decision.perimeter)
    ? [...of("propose").slice(0, options), ...of("a-activer").slice(0, 1)]
    : allowed.slice(0, options);
};

/** Choose what a letter shows when nobody chose. */
export const defaultChoices = (data, profile, decision, sheet, id) => {
  const { benefits } = item(data.profiles, profile);
  const allowed = (list, item) => !(list && list.length) || list.includes(item);
  const channels = listed(data, decision, id, offeredIn(data, profile, decision, sheet, id));
  return {
    perimeter: decision.perimeter,
    category: sheet.categorie,
    channels,
    benefits: benefits
      .filter((b) => data.benefits[b].channels.some((c) => own(channels, c)))
      .filter((b) => allowed(sheet.benefices, b))
      .slice(0, data.defaults.benefits),
    stages: unique([
      item(data.dueStage, sheet.categorie),
      ...data.defaults.stages,
      ...item(data.letters, id).stages,
    ]).filter((name) => own(data.stages, name)),
    bank: sheet.banque_inchangee === "oui" ? "inchangee" : "tue",
  };
};

/** Return the active keys of a letter, as a Set. */
export const keys = (data, choices, dates, answered) => {
  const active = new Set();
  const channels = Object.keys(choices.channels);
  for (const channel of channels) active.add(`canal:${channel}:${choices.channels[channel]}`);
  if (channels.length) active.add(channels.length === 1 ? "options:un" : "options:plusieurs");
  for (const benefit of choices.benefits) active.add(`benefice:${benefit}`);
  active.add(`banque:${choices.bank}`);
  const { uncut, long } = data.typography;
  for (const name of uncut) {
    active.add(`${length(get(answered, name, "")) > long ? "long" : "court"}:${name}`);
  }
  for (const name of Object.keys(answered)) if (answered[name]) active.add(`champ:${name}`);
  const open = (list, value) => !list.length || list.includes(value);
  for (const name of choices.stages) {
    const stage = item(data.stages, name);
    const mine =
      open(stage.perimeters, choices.perimeter) && open(stage.categories, choices.category);
    if (mine && isVisible(stage, dates)) {
      const day = stageDay(data, stage, dates);
      active.add(`etape:${name}:${day && day <= dates.today ? "apres" : "avant"}`);
    }
  }
  return active;
};

/** Enumerate in a sentence: "a, b et c". */
const joinWords = (words, word) =>
  words.length < 2
    ? words.join("")
    : `${words.slice(0, -1).join(", ")} ${word} ${words[words.length - 1]}`;

/** Return the answers of a letter's blanks: those typed, cleaned and set, and those computed. */
export const answers = (data, choices, dates, typed, language) => {
  const found = Object.create(null);
  for (const name of Object.keys(typed)) {
    const text = accepted(data, name, typed[name]);
    if (text) found[name] = setValue(data, data.fields[name].type, text, language);
  }
  const days = {
    date_courrier: dates.today,
    date_reponse: dates.reply,
    date_obligation: dates.due,
    date_premier_envoi: dates.first,
  };
  for (const stage of Object.values(data.stages)) {
    if (stage.blank) days[stage.blank] = stageDay(data, stage, dates);
  }
  for (const name of Object.keys(days)) {
    if (days[name]) found[name] = noBreak(data, dayInWords(data, days[name], language), language);
  }
  const names = Object.keys(choices.channels).map(
    (id) => item(data.channels, id).inSentence[language],
  );
  if (names.length) {
    const listed = joinWords(names, language === "en" ? "and" : "et");
    found.liste_canaux = setText(data, listed, language);
  }
  return found;
};
