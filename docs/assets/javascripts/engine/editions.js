/*
 * Editions whose blanks are fields of a merge tool: the twin of macros/prevenance/merge/editions.py.
 */
import { get, item } from "./data.js";
import { isBlank } from "./filling.js";

const WORD_RUN = /^([^]*)(<w:r(?: [^>]*)?>(?:<w:rPr>[^]*<\/w:rPr>)?)<w:t(?: [^>]*)?>$/;
const wordField = ([name, before, after]) => {
  const [, start, run] = WORD_RUN.exec(before);
  const inner = [
    '<w:fldChar w:fldCharType="begin"/>',
    `<w:instrText xml:space="preserve"> MERGEFIELD ${name} </w:instrText>`,
    '<w:fldChar w:fldCharType="separate"/>',
    `<w:t xml:space="preserve">«${name}»</w:t>`,
    '<w:fldChar w:fldCharType="end"/>',
  ];
  return (
    start + inner.map((part) => `${run}${part}</w:r>`).join("") + after.slice("</w:t></w:r>".length)
  );
};
const libreofficeField = ([name, before, after]) =>
  `${before}<text:database-display text:database-name="clients" text:table-name="clients" ` +
  `text:table-type="table" text:column-name="${name}">«${name}»</text:database-display>${after}`;
const mailingField = ([name, before, after]) => `${before}{{ ${name} }}${after}`;

/** Return the edition of a compiled letter: its open blanks become the fields of a merge tool. */
export const edition = (data, letter, name) => {
  const inDocument = get({ word: wordField, libreoffice: libreofficeField }, name);
  const write = inDocument // the properties of a document hold no field: there the label stays
    ? (blank) => (blank[1] ? inDocument(blank) : blank[3])
    : mailingField;
  const changed = (segments) =>
    segments.map((segment) => {
      if (typeof segment === "string") return segment;
      if (!isBlank(segment)) return [segment[0], changed(segment[1])];
      return data.merge.fields.includes(segment[0])
        ? [...segment.slice(0, 3), write(segment)]
        : segment;
    });
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
