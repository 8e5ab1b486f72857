/*
 * The configurator's element: asks the engine what a form says, and shows its answer.
 *
 * The form is written at build time by macros/prevenance/configurator/form.py. What is typed stays
 * here unless the reader asks to keep it.
 */
import { isDay } from "../engine/days.js";
import { datesOf, senderFacts } from "../engine/situation.js";
import { offeredChannels } from "../engine/tables.js";
import { ofLetter, ofSheet, saying } from "../engine/contradictions.js";
import { compiled, has } from "../engine/data.js";
import { blocks, missing } from "../engine/filling.js";
import { lacking } from "../engine/requirements.js";
import { readAddress, writeAddress } from "./address.js";
import { SHEET, blanksOf, decided, letterFilled, sheetFilled } from "./decision.js";
import { bytes, copied, printAs, save } from "./downloads.js";
import { Form, LISTS } from "./form.js";
import { asYaml, bringBack, erase, keep, leave, take } from "./memory.js";
import { data, list, make, plural, spaced } from "./page.js";
import { links, shownLetter } from "./preview.js";

class Configurator extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form");
    this.form = new Form(form);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", ({ target }) => this.change(target));
    form.addEventListener(
      "click",
      ({ target }) => target.dataset.action && this.act(target.dataset),
    );
    this.follow = () => this.readAddress() && this.refresh();
    addEventListener("hashchange", this.follow);
    if (self !== top) document.documentElement.classList.add("integre");
    bringBack(this.form);
    this.readAddress();
    this.refresh();
  }

  disconnectedCallback() {
    removeEventListener("hashchange", this.follow);
    clearTimeout(this.timer);
    leave(this.form);
  }

  part(name) {
    return this.querySelector(`[data-part=${name}]`);
  }

  put(name, ...children) {
    this.part(name).replaceChildren(...children);
  }

  say(text) {
    this.put("avis", text);
    this.part("avis").hidden = !text;
  }

  change({ name, value, files }) {
    const { form } = this;
    if (files) return files[0]?.text().then((text) => this.fill(text));
    if (name === "profil") form.prefill();
    if (LISTS.includes(name))
      form.chosen[name] = form
        .boxes(name)
        .filter((box) => box.checked)
        .map((box) => box.value);
    if (name === "courrier") form.wanted = value;
    this.say("");
    this.refresh();
    writeAddress(form);
  }

  /** Take the choices of the address, if it holds some; say so when one is unknown. */
  readAddress() {
    const refused = readAddress(this.form);
    if (refused !== null) this.say(refused ? "Choix inconnus dans l’adresse : ignorés." : "");
    return refused !== null;
  }

  fill(text) {
    const unread = take(this.form, text.slice(0, 100000));
    this.refresh();
    this.say(unread ? `Fiche lue, sauf ${plural(unread, "ligne")}.` : "Fiche lue.");
  }

  /** Answer the case that the form says, and show its letter once it is there. */
  refresh() {
    const { form } = this;
    const filled = form.sheet();
    keep(form, filled);
    const sheet = form.agreed(filled, ofSheet(data, filled));
    const local = new Date().toLocaleDateString("sv"); // Swedes write days as we do here
    const today =
      form.typed(form.control("jour")) || (isDay(data, local) ? local : this.dataset.jour);
    const facts = { ...form.facts(), ...senderFacts(data, sheet, today) };
    const profile = form.value("profil");
    const wished = form.value("support");
    const found = decided(facts, offeredChannels(data, profile, sheet), wished);
    const id = found.texts.includes(form.wanted) ? form.wanted : found.texts[0];
    const letter = data.letters[id];
    this.answer(found, id);

    const support = letter.supports.includes(wished) ? wished : letter.supports[0];
    const language = letter.languages.includes(form.value("langue"))
      ? form.value("langue")
      : letter.languages[0];
    const name = [id, language, support];
    if (!has(...name, "blocks")) return this.load(language === "fr" ? id : `${id}.${language}`);
    const blanks = blanksOf(name);
    const { outcomes } = found.decision;
    const dates = datesOf(
      data,
      form.agreed(
        sheet,
        id === SHEET
          ? []
          : ofLetter(data, sheet, today, outcomes, saying(letter, blanks, found.decision)),
      ),
      today,
      outcomes,
    );
    form.control("langue").parentElement.hidden = letter.languages.length < 2;
    if (id === SHEET) for (const group of LISTS) form.tick(group, [], []);
    const [texts, active] =
      id === SHEET
        ? sheetFilled(found, facts, profile, today)
        : letterFilled(form, found, sheet, id, dates, language);
    const stem = [...(id === SHEET ? [id] : ["lettre", id]), profile, dates.today].join("_");
    const lacks = id === SHEET ? [] : lacking(data, found.decision, id, support, texts);
    form.remark(lacks);
    this.state = { name, active, found: texts, stem, lacks };
    this.show(spaced(letter.title), blanks);
  }

  answer({ answer, reason, actions, texts, title, decision }, id) {
    this.form
      .control("courrier")
      .replaceChildren(
        ...texts.map((value) =>
          make("option", { value, selected: value === id }, spaced(data.letters[value].title)),
        ),
      );
    this.part("verdict").className = `verdict ${title ? "utile" : "inutile"}`;
    this.put("reponse", answer);
    this.put("motif", reason);
    this.put("actions", ...list(actions));
    this.put("sources", ...links(decision.last.sources));
  }

  load(name) {
    document.head.append(
      make("script", {
        src: `${this.dataset.base}courriers/${name}.js`,
        onload: () => this.refresh(),
        onerror: () => this.say("Ce courrier n’a pas pu être chargé."),
      }),
    );
  }

  show(title, blanks) {
    const { name, active, found } = this.state;
    const [, language, support] = name;
    for (const field of this.querySelectorAll("[data-case]")) {
      field.hidden = !blanks.has(field.dataset.case) && !field.querySelector("[aria-invalid=true]");
    }
    for (const button of this.querySelectorAll("[data-format]")) {
      const { format, support: only = support } = button.dataset;
      button.hidden = !has(...name, format) || only !== support;
    }
    for (const group of this.querySelectorAll("[data-si]"))
      group.hidden = !group.querySelector(`${group.dataset.si}:not([hidden])`);
    const letter = compiled(...name, "blocks");
    const why = this.form.control("pourquoi").checked;
    Object.assign(this.part("lettre"), { className: `feuille ${support}`, lang: language });
    this.put("lettre", ...shownLetter(blocks(letter, active, found), why));
    const open = missing(letter.parts[0][1], active, found).length;
    const wrong = this.form.wrong().length;
    const left = open ? `${plural(open, "champ")} à compléter` : "Tout est rempli";
    const count = wrong ? `${plural(wrong, "réponse")} à corriger, ${left}` : left;
    this.put("titre", title);
    this.put("compte", count);
    clearTimeout(this.timer);
    this.timer = setTimeout(
      () => this.put("statut", `${this.part("reponse").textContent}. ${count}.`),
      800,
    );
  }

  /** Name what is to be mended before anything leaves the page, and go to the first. */
  mend(lacks) {
    const wrong = [...this.form.wrong(), ...lacks.map(({ key }) => this.form.control(key))];
    if (!wrong.length) return false;
    this.say(
      `À corriger d’abord : ${wrong.map((control) => control.labels[0].textContent).join(", ")}.`,
    );
    for (let box = wrong[0].closest("details"); box; box = box.parentElement.closest("details"))
      box.open = true;
    wrong[0].focus();
    return true;
  }

  act({ action, format, edition: kind }) {
    const { form } = this;
    const { stem, lacks } = this.state;
    // a list that fills an edition holds what the letter lacks; a sheet is the sender's alone
    const leaves = action !== "fiche" && !kind;
    if (!["voir", "effacer"].includes(action) && this.mend(leaves ? lacks : [])) return;
    try {
      if (action === "fichier")
        save(
          `${kind ? [stem, kind].join("_") : stem}.${format}`,
          bytes(this.state, format, kind, form.client),
        );
      else if (action === "fiche") save("entreprise.yml", asYaml(form.sheet()));
      else if (action === "voir") {
        this.part("titre").focus();
        this.part("titre").scrollIntoView();
      } else if (action === "effacer") {
        erase(form);
        this.refresh();
        this.say("Fiche effacée.");
      } else if (action === "imprimer") printAs(stem);
      else
        this.say(
          copied(this.part("lettre")) ? "Texte copié." : "Copie impossible : faites-la à la main.",
        );
    } catch ({ message }) {
      this.say(message);
    }
  }
}

customElements.define("prevenance-configurateur", Configurator);
