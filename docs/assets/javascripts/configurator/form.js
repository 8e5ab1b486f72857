/*
 * The reader's answers: what each control holds, what the company's sheet allows, what was ticked.
 */
import { isDay } from "../engine/days.js";
import { own } from "../engine/data.js";
import { accepted } from "../engine/values.js";
import { data, spaced } from "./page.js";

export const LISTS = ["canaux", "benefices"];

export class Form {
  constructor(form) {
    form.reset(); // a browser may bring back what a reader left
    const named = [...form.elements].filter(({ name }) => name && !LISTS.includes(name));
    this.form = form;
    this.controls = new Map(named.map((control) => [control.name, control]));
    this.first = new Map(named.map(({ name, value }) => [name, value]));
    this.lists = {}; // what the sheet allows
    this.chosen = {}; // what the reader ticked
  }

  control(name) {
    return this.controls.get(name);
  }

  value(name) {
    return this.control(name).value;
  }

  boxes(name) {
    return [...this.form.querySelectorAll(`input[name=${name}]`)];
  }

  facets() {
    return [...this.controls.keys()].filter((name) => own(data.lists, name));
  }

  /**
   * Return what the form says of the customer; one who is none of the profile's has two statuses,
   * unless none is known.
   */
  facts() {
    const found = {};
    for (const name of this.facets()) found[name] = this.value(name);
    const { client } = data.profiles[this.value("profil")].facets;
    const known = [...client, "inconnu"];
    if (found.conflit === "aucun" && !known.includes(found.client)) found.conflit = "deux-statuts";
    return found;
  }

  /** Return what the profile answers, or what stood first. */
  base(name) {
    return data.profiles[this.value("profil")].facets[name]?.[0] ?? this.first.get(name);
  }

  /** Answer a case as the profile does; what it leaves open takes its first value. */
  prefill() {
    this.chosen = {};
    for (const name of this.facets()) this.control(name).value = this.base(name);
  }

  /** Tell whether a control, or a list, has a value among those it offers. */
  offers(name, value) {
    if (name === "courrier") return own(data.letters, value);
    if (name === "jour") return isDay(data, value);
    if (LISTS.includes(name)) {
      return (
        value === "" ||
        (value && value.split(",").every((id) => this.boxes(name).some((box) => box.value === id)))
      );
    }
    const control = this.control(name);
    return (
      control?.type === "select-one" &&
      [...control.options].some((option) => option.value === value)
    );
  }

  tick(name, open, ticked) {
    for (const box of this.boxes(name)) {
      box.checked = ticked.includes(box.value);
      box.parentElement.hidden = !open.includes(box.value);
    }
  }

  /** Return what a control holds, cleaned; what is refused counts as nothing, and is said. */
  typed(control) {
    let found = control.value;
    let error = control.validity.valid ? "" : `attendu : de ${control.min} à ${control.max}`;
    try {
      if (control.type === "text") found = accepted(data, control.name, found);
    } catch ({ message }) {
      error = message.replace(/^.*? : /, "");
    }
    this.error(control.name).textContent = spaced(error);
    control.ariaInvalid = !!error;
    return error ? "" : found;
  }

  /** Say what a letter lacks beside its fields, where nothing refused is said already. */
  remark(lacks) {
    this.agreed(
      {},
      lacks.filter(({ key }) => this.control(key).ariaInvalid !== "true"),
    );
  }

  /** Return the place of what is wrong with a control, or with a list. */
  error(name) {
    const box = this.control(name)?.parentElement ?? this.boxes(name)[0].closest("[role=group]");
    return box.querySelector(".erreur");
  }

  /** Say contradictions beside their fields; return the sheet without what is refused. */
  agreed(sheet, clashes) {
    const kept = { ...sheet };
    for (const { key, found, expected, mend, warning } of clashes) {
      const control = this.control(key);
      const fold = control?.closest("details");
      this.error(key).textContent = spaced(
        `${warning ? "À noter : " : ""}${found}. Attendu : ${expected}. À corriger : ${mend}.`,
      );
      if (fold) fold.open = true;
      if (warning) continue;
      if (control) control.ariaInvalid = true;
      delete kept[key];
    }
    return kept;
  }

  /** List the controls whose value is refused. */
  wrong() {
    return [...this.controls.values()].filter((control) => control.ariaInvalid === "true");
  }

  /** Return what entreprise.yml would hold; what is typed of the customer stays apart. */
  sheet() {
    const found = { choix: { ...this.lists }, champ: {}, client: {} };
    for (const name of LISTS) this.error(name).textContent = "";
    for (const [name, control] of this.controls) {
      const { fiche } = control.dataset;
      const value = fiche && this.typed(control);
      if (value) found[fiche][name] = control.type === "number" ? +value : value;
    }
    this.client = found.client;
    return { ...found.choix, champs: found.champ };
  }
}
