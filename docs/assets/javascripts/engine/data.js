/*
 * The data that the page received: the rules, and the compiled letters.
 *
 * macros/prevenance/configurator/page_data.py says their shape. Ids may come from an address or a
 * file: hence look-ups by own property only.
 */
const letters = Object.create(null);

/** Tell whether an object itself, not its prototype, holds a key. */
export const own = (object, key) => Object.prototype.hasOwnProperty.call(object, key);
export const get = (object, key, fallback) => (own(object, key) ? object[key] : fallback);

/** Return an item of the data by its id, or throw: ids may come from an address or a file. */
export const item = (items, id) => {
  if (!own(items, id)) throw new Error(`${id} : inconnu`);
  return items[id];
};

export const unique = (items) => [...new Set(items)];

/** Receive the letters of a script; numbers, put back on use, stand for shared or pooled pieces. */
const receive = ({ shared, pool, texts }) => {
  const whole = shared.map((hash) => item(Prevenance.parts, hash));
  const first = whole.length;
  const expand = (piece) => {
    if (typeof piece === "number") return (whole[piece] ??= expand(pool[piece - first]));
    return Array.isArray(piece) ? piece.map(expand) : piece;
  };
  for (const name of Object.keys(texts)) letters[name] = () => expand(texts[name]);
};

/** Tell whether a letter was received: id, language, support, format. */
export const has = (...name) => name.join("/") in letters;

/** Return a compiled letter: its format, its escape, and its parts with their segments. */
export const compiled = (...name) => {
  const [escape, parts] = item(letters, name.join("/"))();
  return { format: name[3], escape, parts };
};

/** What the scripts of the data fill; `data` holds the rules. */
globalThis.Prevenance = { data: null, parts: {}, receive };
