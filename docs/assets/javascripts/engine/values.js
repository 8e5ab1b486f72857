/*
 * Answers, accepted or refused: the twin of macros/prevenance/catalog/values.py.
 */
import { cleanText, code, first, length, oneOf, visible } from "./cleaning.js";
import { item, unique } from "./data.js";
import { write } from "./forms.js";

const MARKS = ["{{", "}}", "{%", "{#"];
const quoted = (text) => `« ${length(text) > 60 ? first(text, 59) + "…" : text} »`;

/** Say which characters the fonts of the letters lack. */
const notPrintable = (lacking) => {
  const listed = lacking
    .slice(0, 5)
    .map((c) => `« ${c} » (${code(c)})`)
    .join(", ");
  const more = lacking.length - 5;
  const others = more > 0 ? ` et ${more} autre${more > 1 ? "s" : ""}` : "";
  return `caractères absents de la police des PDF : ${listed}${others}`;
};

/** Return an answer in the form that every format can show, or throw its first fault. */
export const accepted = (data, name, value) => {
  const refuse = (found) => {
    throw new Error(`${name} : ${found}`);
  };
  const { max, type, example } = item(data.fields, name);
  const text = visible(data, value);
  const lacking = unique([...text]).filter((c) => !oneOf(data.characters.covered).one.test(c));
  if (lacking.length) refuse(notPrintable(lacking));
  try {
    cleanText(data, value);
  } catch (error) {
    refuse(error.message);
  }
  const written = text && write(data, type, text);
  if (text && !written) refuse(`attendu : ${data.forms[type]}, par exemple ${example}`);
  const size = length(written);
  if (size > max) refuse(`${quoted(written)}, ${size} caractères au lieu de ${max} au plus`);
  const word = written.split(/[ /-]/).find((found) => length(found) > 60);
  if (word) {
    refuse(
      `mot de ${length(word)} caractères, au plus 60 sans espace, tiret ni barre : ${quoted(word)}`,
    );
  }
  const mark = MARKS.find((found) => text.includes(found));
  if (mark) refuse(`« ${mark} » serait exécuté par un outil d'envoi de courriels`);
  if (text.includes("=?")) refuse("« =? » est interdit dans un en-tête de courriel");
  return written;
};
