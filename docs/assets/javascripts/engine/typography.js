/*
 * How an answer is set in a letter, by the form of its blank: the twin of
 * macros/prevenance/catalog/setting.py and text/no_break.py, whose patterns are in `data.typography`.
 */
const NBSP = "\u00a0";
const together = (text) => text.replace(/ /g, NBSP);
const bare = (text) => text.replace(/[ \u00a0]/g, "");
const whole = (pattern) => new RegExp(`^(?:${pattern})$`);

/** Set no-break spaces inside what may not be cut. */
export const noBreak = (data, text, language) =>
  data.typography.unbroken[language].reduce(
    (found, pattern) => found.replace(new RegExp(pattern, "g"), together),
    text,
  );

const digitGroups = (text, sizes) => {
  const parts = [];
  let digits = bare(text);
  if (!whole("[0-9+()]+").test(digits)) return together(text);
  for (const size of sizes) {
    parts.push(digits.slice(0, size));
    digits = digits.slice(size);
  }
  return [...parts, digits].filter(Boolean).join(NBSP);
};

const telephone = (data, text, language) => {
  const { national, telephones } = data.typography;
  let digits = bare(text);
  if (language === "en" && whole(national).test(digits)) {
    digits = `+33${digits.replace(/[./-]/g, "").slice(1)}`;
  }
  const shape = telephones.find(([pattern]) => whole(pattern).test(digits));
  return shape ? digitGroups(digits, shape[1]) : together(text);
};

/** Set words: what may not be cut, and curly apostrophes but in addresses. */
export const setText = (data, text, language) => {
  const address = new RegExp(data.typography.address);
  const curly = text.replace(/[^ \n]+/g, (word) =>
    address.test(word) ? word : word.replace(/'/g, "\u2019"),
  );
  return noBreak(data, curly, language);
};

const asTyped = (data, text) => text;
const number = (form) => (data, text) => digitGroups(text, data.typography.identifiers[form]);
const SETTERS = {
  texte: setText,
  adresse: noBreak,
  identifiant: asTyped,
  date: asTyped,
  courriel: asTyped,
  telephone,
  "adresse-web": asTyped,
  siren: number("siren"),
  siret: number("siret"),
  tva: (data, text) => together(text),
  "code-postal-ville": noBreak,
};

/** Set an answer to a blank as a letter of a language prints it. */
export const setValue = (data, type, text, language) =>
  SETTERS[type](data, text.replace(/\u00a0/g, " "), language);

/** Turn the no-break space before ; ! ? into the narrow one that HTML fonts have. */
export const narrow = (text) => text.replace(/\u00a0([;!?])/g, "\u202f$1");
