/*
 * Compiled letters: the twin of macros/prevenance/template/.
 *
 * A segment is a text, a blank [name, before, after, missing] or a group [[keys], [segments]].
 */
import { get, unique } from "./data.js";
import { ESCAPES } from "./escapes.js";

export const isBlank = (segment) => typeof segment[0] === "string";
const isActive = (group, active) => group[0].some((key) => active.has(key));

/** Fill segments in one pass; an answer is never looked at again. */
export const fill = (segments, active, found, escape) => {
  let out = "";
  for (const segment of segments) {
    if (typeof segment === "string") out += segment;
    else if (isBlank(segment)) {
      const [name, before, after, missing] = segment;
      const text = get(found, name);
      out += text ? before + escape(text) + after : missing;
    } else if (isActive(segment, active)) out += fill(segment[1], active, found, escape);
  }
  return out;
};

/** List the blanks that would show without an answer; `active` null stands for every key. */
export const missing = (segments, active, found) =>
  unique(
    segments.flatMap((segment) => {
      if (typeof segment === "string") return [];
      if (isBlank(segment)) return get(found, segment[0]) ? [] : [segment[0]];
      return !active || isActive(segment, active) ? missing(segment[1], active, found) : [];
    }),
  );

/** Return the blocks of a letter compiled to `blocks`, to build a preview from. */
export const blocks = (letter, active, found) => {
  const kept = (items) => items.filter((item) => item !== null);
  return kept(JSON.parse(fill(letter.parts[0][1], active, found, ESCAPES.json))).map((block) => ({
    ...block,
    lines: kept(block.lines),
  }));
};
