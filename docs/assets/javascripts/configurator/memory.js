/*
 * What is kept of the company: entreprise.yml (a key a line, lists of ids, texts between quotes),
 * on this computer when the reader asks, and while a theme changes pages without loading them.
 */
import { LISTS } from "./form.js";

const STORE = "prevenance-entreprise";
const LINE =
  /^ *(?:- *([a-z0-9-]+)|([a-z_0-9]+) *:(?: +(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'|([^#"']*?)))?) *(?:#.*)?$/;

const typedBefore = new Map();

/** Write a company's sheet as YAML. */
export const asYaml = (sheet) =>
  Object.entries(sheet)
    .map(([key, value]) => {
      if (!(value instanceof Object)) return `${key}: ${value}\n`;
      const lines = Object.entries(value).map(([name, text]) =>
        Array.isArray(value) ? `  - ${text}\n` : `  ${name}: ${JSON.stringify(text)}\n`,
      );
      return lines.length ? `${key}:\n${lines.join("")}` : "";
    })
    .join("");

/** Fill the form from entreprise.yml; return how many of its lines were not understood. */
export const take = (form, text) => {
  let unread = 0;
  let open;
  for (const line of text.split(/\r?\n/)) {
    const [, id, name, double, single, plain] = LINE.exec(line) ?? [];
    const control = form.control(name);
    try {
      if (id && form.offers(open, id)) form.lists[open].push(id);
      else if (LISTS.includes(name)) form.lists[(open = name)] = [];
      else if (control?.dataset.fiche) {
        const value =
          double === undefined
            ? (single?.replace(/''/g, "'") ?? plain ?? "")
            : JSON.parse(`"${double}"`);
        if (control.type === "select-one" && !form.offers(name, value)) unread += 1;
        else control.value = value;
      } else if (line.trim() && name !== "champs" && !/^ *(#|---)/.test(line)) unread += 1;
    } catch {
      unread += 1;
    }
  }
  return unread;
};

/** Keep the sheet on this computer, or forget it. */
export const keep = (form, sheet) => {
  try {
    if (form.control("retenir").checked) localStorage.setItem(STORE, asYaml(sheet));
    else localStorage.removeItem(STORE);
  } catch {
    form.control("retenir").checked = false;
  }
};

export const leave = (form) => {
  for (const [name, control] of form.controls)
    if (control.dataset.fiche) typedBefore.set(name, control.value);
};

/** Bring back what was typed before another page showed, then what is kept. */
export const bringBack = (form) => {
  for (const [name, value] of typedBefore) form.control(name).value = value;
  try {
    const kept = localStorage.getItem(STORE);
    if (kept) take(form, kept);
    form.control("retenir").checked = kept;
  } catch {
    /* storage is refused here: nothing to bring back */
  }
};

export const erase = (form) => {
  for (const [name, control] of form.controls)
    if (control.dataset.fiche) control.value = form.first.get(name);
  form.control("retenir").checked = false;
  form.lists = {};
};
