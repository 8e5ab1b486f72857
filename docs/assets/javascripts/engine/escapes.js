/*
 * How each format writes an answer: the twin of the escapes of macros/prevenance/template/.
 */
import { narrow } from "./typography.js";

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };
const entities = (text) => text.replace(/[&<>"']/g, (found) => ENTITIES[found]);
export const lineBreak = (text, mark) => text.split("\n").join(mark);
const odtSpaces = (found) =>
  found.length === 1 ? "<text:s/>" : `<text:s text:c="${found.length}"/>`;
const odtLine = (line) => line.replace(/^ +| +$| {2,}/g, odtSpaces);

/** How each format writes an answer. */
export const ESCAPES = {
  plain: (text) => text,
  markup: (text) => lineBreak(entities(narrow(text)), "<br>"),
  wordml: (text) => lineBreak(entities(text), '</w:t><w:br/><w:t xml:space="preserve">'),
  odt: (text) =>
    entities(text)
      .split("\n")
      .map(odtLine)
      .join("<text:line-break/>")
      .replace(/\t/g, "<text:tab/>"),
  json: (text) => JSON.stringify(text).slice(1, -1),
};
