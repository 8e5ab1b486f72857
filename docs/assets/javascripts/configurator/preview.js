/*
 * The letter as it shows: the same elements as in macros/prevenance/configurator/first_letter.py, so
 * that nothing moves when the page starts.
 */
import { data, list, make, spaced } from "./page.js";

const WRAPS = { list: "ul", checks: "ul", table: "table" };
const LINES = {
  list: "li",
  checks: "li",
  table: "tr",
  heading: "h3",
  slip: "h3",
  choice: "span",
};

const shownRun = ({ text, bold, missing, rule }) => {
  if (rule) return make("i");
  const node = missing ? make("mark", {}, text) : text;
  return bold ? make("strong", {}, node) : node;
};

const ruled = (cell) => (cell.some(({ rule }) => rule) ? { className: "ruled" } : {});

const shownBlock = ({ kind, lines }) =>
  make(
    WRAPS[kind] ?? "div",
    { className: kind },
    ...lines.map(({ cells }, number) =>
      make(
        LINES[kind] ?? "p",
        ruled(cells[0]),
        ...(kind === "table"
          ? cells.map((cell) => make(number ? "td" : "th", {}, ...cell.map(shownRun)))
          : cells[0].map(shownRun)),
      ),
    ),
  );

export const links = (ids) =>
  list(
    ids.map((id) => {
      const [title, href] = data.sources[id];
      return href ? make("a", { href }, spaced(title)) : spaced(title);
    }),
  );

/** Show the blocks of a letter, and why each is there if asked; those of its reply slip are apart. */
export const shownLetter = (all, why) => {
  const shown = (of) =>
    all
      .filter(({ zone = "" }) => zone === of)
      .flatMap((one) => (why ? [shownBlock(one), origin(one)] : [shownBlock(one)]));
  const zones = [...new Set(all.map(({ zone }) => zone))].filter(Boolean);
  const parts = zones.map((zone) => make("div", { className: zone }, ...shown(zone)));
  return parts.length
    ? [...shown(""), make("section", { className: "reply" }, ...parts)]
    : shown("");
};

/** Say what brought a block in: its file, the choices it answers, its sources. */
const origin = ({ origin: from, sources, lines }) => {
  const { letters: texts, blocs, channels, benefits, stages, fields } = data;
  const named = { canal: channels, benefice: benefits, etape: stages, champ: fields };
  const [, id] = from.split(":");
  const said = new Set([blocs[id] ?? texts[id]?.title ?? stages[id]?.name ?? "Passage commun"]);
  for (const key of lines.flatMap((line) => line.keys ?? [])) {
    const [collection, name] = key.split(":");
    const found = named[collection]?.[name];
    if (found) said.add(found.condition ?? found.name ?? found.label);
  }
  return make(
    "div",
    { className: "origine" },
    spaced([...said].join(" ; ")),
    make("ul", {}, ...links(sources)),
  );
};
