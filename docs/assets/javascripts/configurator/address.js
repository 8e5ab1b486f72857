/*
 * The choices in the page's address: ids only, each checked against those of the form and the data.
 */
import { LISTS } from "./form.js";

/** Take the choices of the address; return null if it holds none, else whether one was refused. */
export const readAddress = (form) => {
  const text = location.hash.slice(1);
  if (!text.includes("=")) return null;
  const known = new Map();
  let refused = text.length > 2000;
  for (const pair of refused ? [] : text.split("&")) {
    const [name, value, ...more] = pair.split("=");
    if (more.length || known.has(name) || !form.offers(name, value)) refused = true;
    else known.set(name, value);
  }
  if (known.size) {
    form.control("profil").value = known.get("profil") ?? form.value("profil");
    form.prefill();
  }
  for (const [name, value] of known) {
    if (LISTS.includes(name)) form.chosen[name] = value ? value.split(",") : [];
    else if (name === "courrier") form.wanted = value;
    else form.control(name).value = value;
  }
  return refused;
};

export const writeAddress = (form) => {
  const pairs = Object.entries(form.chosen);
  for (const [name, { type, value }] of form.controls) {
    const asked =
      name === "courrier"
        ? value === form.wanted
        : (type === "select-one" || name === "jour") && value !== form.base(name);
    if (asked) pairs.push([name, value]);
  }
  history.replaceState(history.state, "", `#${pairs.map((pair) => pair.join("=")).join("&")}`);
};
