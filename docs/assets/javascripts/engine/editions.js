/*
 * Editions whose blanks are fields of a merge tool: the twin of macros/prevenance/merge/editions.py.
 */
import { get, item } from "./data.js";
import { ESCAPES } from "./escapes.js";
import { isBlank } from "./filling.js";

const WORD_RUN = /^([^]*)(<w:r(?: [^>]*)?>(?:<w:rPr>[^]*<\/w:rPr>)?)<w:t(?: [^>]*)?>$/;
const RUN_CLOSE = "</w:t></w:r>";
const RUN_BEFORE =
  /<w:r>(?:<w:rPr>(?:(?!<\/w:rPr>).)*<\/w:rPr>)?<w:t(?: [^>]*)?>([^<"]*)<\/w:t><\/w:r>$/;

const wordField = ([, before, after], { word }, label = "") => {
  const [, start, run] = WORD_RUN.exec(before);
  const printed = label && `\\b "${label}" `;
  const inner = [
    '<w:fldChar w:fldCharType="begin"/>',
    `<w:instrText xml:space="preserve"> MERGEFIELD ${word} ${printed}</w:instrText>`,
    '<w:fldChar w:fldCharType="separate"/>',
    `<w:t xml:space="preserve">«${word}»</w:t>`,
    '<w:fldChar w:fldCharType="end"/>',
  ];
  return (
    start + inner.map((part) => `${run}${part}</w:r>`).join("") + after.slice(RUN_CLOSE.length)
  );
};
const libreofficeField = ([, before, after], { title }) =>
  `${before}<text:database-display text:database-name="clients" text:table-name="clients" ` +
  `text:table-type="table" text:column-name="${ESCAPES.markup(title)}">«${ESCAPES.markup(title)}»` +
  `</text:database-display>${after}`;
const mailingField = ([name, before, after]) => `${before}{{ ${name} }}${after}`;

/** Make a blank a field; the label of one that may be empty goes with its answer. */
const wordFieldAlone = (blank, titles, before) => {
  const found = RUN_BEFORE.exec(before[before.length - 1]);
  if (found) before.push(before.pop().slice(0, found.index));
  const [run, label] = found ?? ["", ""];
  return [blank[0], run + blank[1], blank[2], wordField(blank, titles, label)];
};

/** Return the edition of a compiled letter: its open blanks become the fields of a merge tool. */
export const edition = (data, letter, name) => {
  const inDocument = get({ word: wordField, libreoffice: libreofficeField }, name);
  const write = inDocument // the properties of a document hold no field: there the label stays
    ? (blank, titles) => (blank[1] ? inDocument(blank, titles) : blank[3])
    : mailingField;
  const field = (blank, before, keys) => {
    const titles = data.merge.fields[blank[0]];
    const key = `champ:${blank[0]}`;
    const alone = name === "word" && keys.includes(key) && data.merge.keys.includes(key);
    return alone && blank[1] && typeof before[before.length - 1] === "string"
      ? wordFieldAlone(blank, titles, before)
      : [...blank.slice(0, 3), write(blank, titles)];
  };
  const changed = (segments, keys = []) => {
    const found = [];
    for (const segment of segments) {
      const last = found[found.length - 1];
      if (typeof segment === "string" && typeof last === "string")
        found.push(found.pop() + segment); // letters share pieces of literals
      else if (typeof segment === "string") found.push(segment);
      else if (!isBlank(segment)) found.push([segment[0], changed(segment[1], segment[0])]);
      else if (get(data.merge.fields, segment[0])) found.push(field(segment, found, keys));
      else found.push(segment);
    }
    return found;
  };
  return { ...letter, parts: letter.parts.map(([part, segments]) => [part, changed(segments)]) };
};

/** Refuse answers that the tool of an edition would take for its own fields. */
export const refuseMarks = (data, name, found) => {
  for (const field of Object.keys(found)) {
    const mark = item(data.merge.editions, name).marks.find((m) => found[field].includes(m));
    if (mark)
      throw new Error(`${field} : « ${mark} » serait exécuté par l'outil d'envoi, retirez-le`);
  }
};
