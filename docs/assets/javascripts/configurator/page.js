/*
 * Elements and texts of the page. Text enters it by textContent only.
 */

/** The rules, which the page holds before this code starts. */
export const { data } = Prevenance;

export const make = (tag, more, ...children) => {
  const element = Object.assign(document.createElement(tag), more);
  element.append(...children);
  return element;
};

export const list = (texts) => texts.map((text) => make("li", {}, text));

/** Write a French text as it is printed: its apostrophes, its no-break spaces. */
export const spaced = (text) =>
  text
    .replace(/'/g, "’")
    .replace(/ ([:;!?»])/g, "\u00a0$1")
    .replace(/« /g, "«\u00a0");

export const plural = (count, noun) => `${count} ${noun}${count > 1 ? "s" : ""}`;
