/*
 * The files of a filled letter: the twin of macros/prevenance/documents/.
 */
import { pack, utf8 } from "./archives.js";
import { produceEml } from "./email.js";
import { ESCAPES } from "./escapes.js";
import { fill } from "./filling.js";

/** Fill a compiled letter and return the bytes of the file. */
export const produce = (letter, active, found) => {
  if (letter.format === "eml") return produceEml(letter, active, found);
  const filled = letter.parts.map(([name, segments]) => [
    name,
    utf8(fill(segments, active, found, ESCAPES[letter.escape])),
  ]);
  return letter.parts[0][0] ? pack(filled) : filled[0][1];
};
