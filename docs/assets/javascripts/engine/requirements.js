/*
 * What a text must know before it leaves: the twin of macros/prevenance/rules/requirements.py.
 */
import { get, item } from "./data.js";
import { lettersFor } from "./fitting.js";
import { decide } from "./tables.js";

const EMAIL = "client_courriel_facturation";

const remedy = (data, { facts, outcomes }, name, support) => {
  if (name === EMAIL && outcomes.mode === "tacite") {
    const asking = decide(data, { ...facts, mode_accord: "explicite" });
    const [id] = lettersFor(data, asking, support);
    if (id) {
      const { title } = data.letters[id];
      return `donnez-la, ou demandez l'accord (mode_accord: explicite), avec « ${title} »`;
    }
  }
  return "complétez-la avant d'écrire à ce client";
};

/** List the blanks that a text requires and that nobody answered, each with its remedy. */
export const lacking = (data, decision, id, support, found) => {
  const { title, requires } = item(data.letters, id);
  return requires
    .filter((name) => !get(found, name))
    .map((name) => {
      const { type, example } = data.fields[name];
      return {
        key: name,
        found: `« ${title} » ne part pas sans cette réponse`,
        expected: `${data.forms[type]}, par exemple ${example}`,
        mend: remedy(data, decision, name, support),
        warning: true,
      };
    });
};
