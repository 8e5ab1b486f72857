/*
 * What leaves the page: a file, a print, a copy.
 */
import { compiled } from "../engine/data.js";
import { produce } from "../engine/documents.js";
import { edition, refuseMarks } from "../engine/editions.js";
import { data, make } from "./page.js";

export const save = (download, content) => {
  const href = URL.createObjectURL(new Blob([content]));
  make("a", { href, download }).click();
  setTimeout(URL.revokeObjectURL, 60000, href);
};

/** Return the bytes of the letter that shows, or of an edition whose list has each customer's answers. */
export const bytes = ({ name, active, found }, format, kind, client) => {
  const letter = compiled(...name, format);
  if (!kind) return produce(letter, active, found);
  const known = { ...found };
  for (const field of Object.keys(client)) delete known[field];
  refuseMarks(data, kind, known);
  return produce(edition(data, letter, kind), new Set([...active, ...data.merge.keys]), known);
};

/** Print the letter under the name that browsers give to a PDF. */
export const printAs = (stem) => {
  const { title } = document;
  document.title = stem;
  print();
  document.title = title;
};

/** Copy as it shows, for a document; and its text, for anything else. Tell whether it worked. */
export const copied = (element) => {
  getSelection().selectAllChildren(element);
  return document.execCommand("copy");
};
