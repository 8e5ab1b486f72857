/*
 * The one form of a typed text: the twin of macros/prevenance/text/cleaning.py, whose tables are in
 * `data.characters`.
 */
import { digits } from "./days.js";

const [ALWAYS, PLAINLY, AS_SPACE, LEFTWARDS, RIGHTWARDS] = [0, 1, 2, 3, 4];
export const code = (character) =>
  `U+${digits(character.codePointAt(0).toString(16).toUpperCase(), 4)}`;
export const length = (text) => [...text].length;
export const first = (text, count) => [...text].slice(0, count).join("");
const last = (text, count) => [...text].slice(-count).join("");

const sets = new Map();

/** Return the patterns of hexadecimal ranges, "20-7e a0": for one character, and for each run of them. */
export const oneOf = (ranges) => {
  if (!sets.has(ranges)) {
    const codes = typeof ranges === "string" ? ranges : ranges.map((row) => row[0]).join(" ");
    const set = `[${codes.replace(/[0-9a-f]+/g, "\\u{$&}").replace(/ /g, "")}]`;
    sets.set(ranges, { one: new RegExp(set, "u"), runs: new RegExp(`${set}+`, "gu") });
  }
  return sets.get(ranges);
};

const plainSpaces = (tables, value, lines) => {
  const text = value.replace(/\r\n?/g, "\n");
  return (lines ? text : text.replace(/\n/g, " "))
    .replace(oneOf(tables.spaces).runs, (run) => " ".repeat(run.length))
    .replace(/\u2011/g, "-");
};

/** Tell whether a text reads the same without a character that stands between two others. */
const mayGo = (tables, when, around, text) => {
  const all = (ranges) => around.every((c) => !c || oneOf(ranges).one.test(c));
  if (when === LEFTWARDS) return !oneOf(tables.rightToLeft).one.test(text);
  if (when === RIGHTWARDS) return all(tables.leftToRight);
  const atEdge = around.some((c) => ["", " ", "\n"].includes(c));
  return (
    when === ALWAYS || (all(tables.plain) && (when === PLAINLY || (when === AS_SPACE && atEdge)))
  );
};

/** Remove the characters that show nothing, or refuse the first that has to stay. */
const shed = (tables, text) => {
  const { runs } = oneOf(tables.hidden);
  return text.replace(runs, (run, start) => {
    const around = [last(text.slice(0, start), 1), first(text.slice(start + run.length), 1)];
    let at = start;
    for (const character of run) {
      const [, when, name] = tables.hidden.find(([codes]) => oneOf(codes).one.test(character));
      if (!mayGo(tables, when, around, text)) {
        const number = length(text.slice(0, at)) + 1;
        const before = text
          .slice(0, at)
          .replace(runs, "")
          .replace(/\n/g, " ")
          .replace(/^ +| +$/g, "");
        const cut = length(before) > 12 ? "…" : "";
        const place = `${number}${number === 1 ? "re" : "e"} position`;
        const after = before && `, après « ${cut}${last(before, 12)} »`;
        throw new Error(`caractère interdit ${code(character)} (${name}), en ${place}${after}`);
      }
      at += character.length;
    }
    return "";
  });
};

/** Return what a text shows, in the form of cleanText, whatever it hides. */
export const visible = (data, value, lines = false) => {
  const text = plainSpaces(data.characters, value, lines)
    .replace(oneOf(data.characters.hidden).runs, "")
    .normalize("NFC");
  const trimmed = text.split("\n").map((line) => line.replace(/ +/g, " ").replace(/^ | $/g, ""));
  return trimmed.join("\n").replace(/^\n+|\n+$/g, "");
};

/** Bring a typed value to the one form that every renderer expects, or refuse it. */
export const cleanText = (data, value, lines = false) => {
  shed(data.characters, plainSpaces(data.characters, value, lines));
  return visible(data, value, lines);
};
