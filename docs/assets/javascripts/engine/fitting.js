/*
 * The texts that answer a case: the twin of macros/prevenance/rules/fitting.py.
 */
import { accepts } from "./tables.js";

/** Return the facts by which letters say in which cases they are the right ones. */
export const letterFacts = ({ facts, outcomes }) => ({ evenement: "aucun", ...facts, ...outcomes });

const answering = (data, decision, wanted) => {
  const facts = letterFacts(decision);
  const fits = (text) => wanted(text) && text.boxes.some((box) => accepts(box, facts));
  return Object.keys(data.letters).filter((id) => fits(data.letters[id]));
};

/** List the ids of the letters that answer a case on a support. */
export const lettersFor = (data, decision, support) =>
  decision.writes
    ? answering(
        data,
        decision,
        (text) =>
          ["courrier", "relance"].includes(text.role) &&
          text.intention === decision.outcomes.intention &&
          text.supports.includes(support),
      )
    : [];

/** List the ids of the mentions (a line on the invoice) that answer a case. */
export const mentionsFor = (data, decision) =>
  decision.outcomes.envoi === "mention"
    ? answering(data, decision, (text) => text.role === "mention")
    : [];
