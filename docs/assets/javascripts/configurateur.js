/*
 * The configurator: asks the engine (prevenance.js) what a form says, and shows its answer.
 *
 * The form is written at build time by macros/prevenance/site/configurator.py. Text enters the page
 * by textContent only; what is typed stays here unless the reader asks to keep it; the address
 * holds ids only, each checked against those of the form and of the data.
 */
(() => {
  "use strict";

  const P = Prevenance;
  const SHEET = "fiche-de-decision";
  const STORE = "prevenance-entreprise";
  const LISTS = ["canaux", "benefices"];

  const make = (tag, more, ...children) => {
    const element = Object.assign(document.createElement(tag), more);
    element.append(...children);
    return element;
  };
  const list = (texts) => texts.map((text) => make("li", {}, text));
  const spaced = (text) => text.replace(/'/g, "’").replace(/ ([:;!?»])/g, "\u00a0$1").replace(/« /g, "«\u00a0");
  const plural = (count, noun) => `${count} ${noun}${count > 1 ? "s" : ""}`;

  const left = new Map(); // what was typed, while a theme changes pages without loading them

  // The letter: the same elements as in configurator.py, so that nothing moves when the page starts.

  const WRAPS = { list: "ul", checks: "ul", table: "table" };
  const LINES = { list: "li", checks: "li", table: "tr", heading: "h3", slip: "h3" };

  const run = ({ text, bold, missing }) => {
    const node = missing ? make("mark", {}, text) : text;
    return bold ? make("strong", {}, node) : node;
  };

  const block = ({ kind, lines }) =>
    make(WRAPS[kind] ?? "div", { className: kind }, ...lines.map(({ cells }, number) =>
      make(LINES[kind] ?? "p", {}, ...kind === "table"
        ? cells.map((cell) => make(number ? "td" : "th", {}, ...cell.map(run)))
        : cells[0].map(run))));

  const links = (ids) => list(ids.map((id) => {
    const [title, href] = P.data.sources[id];
    return href ? make("a", { href }, spaced(title)) : spaced(title);
  }));

  /** Say what brought a block in: its file, the choices it answers, its sources. */
  const origin = ({ origin, sources, lines }) => {
    const { letters, blocs, channels, benefits, stages, fields } = P.data;
    const named = { canal: channels, benefice: benefits, etape: stages, champ: fields };
    const [, id] = origin.split(":");
    const said = new Set([blocs[id] ?? letters[id]?.title ?? stages[id]?.name ?? "Passage commun"]);
    for (const key of lines.flatMap((line) => line.keys ?? [])) {
      const [collection, name] = key.split(":");
      const found = named[collection]?.[name];
      if (found) said.add(found.condition ?? found.name ?? found.label);
    }
    return make("div", { className: "origine" }, spaced([...said].join(" ; ")), make("ul", {}, ...links(sources)));
  };

  const save = (download, content) => {
    const href = URL.createObjectURL(new Blob([content]));
    make("a", { href, download }).click();
    setTimeout(URL.revokeObjectURL, 60000, href);
  };

  // The company's sheet as YAML: a key a line, lists of ids, texts between quotes.

  const LINE = /^ *(?:- *([a-z0-9-]+)|([a-z_0-9]+) *:(?: +(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'|([^#"']*?)))?) *(?:#.*)?$/;

  const written = (sheet) => Object.entries(sheet).map(([key, value]) => {
    if (!(value instanceof Object)) return `${key}: ${value}\n`;
    const lines = Object.entries(value).map(([name, text]) =>
      Array.isArray(value) ? `  - ${text}\n` : `  ${name}: ${JSON.stringify(text)}\n`);
    return lines.length ? `${key}:\n${lines.join("")}` : "";
  }).join("");

  class Configurator extends HTMLElement {
    connectedCallback() {
      const form = this.form = this.querySelector("form");
      P.data.letters[SHEET] = { languages: ["fr"], supports: ["document"], title: "Fiche de décision" };
      form.reset(); // a browser may bring back what a reader left
      const named = [...form.elements].filter(({ name }) => name && !LISTS.includes(name));
      this.controls = new Map(named.map((control) => [control.name, control]));
      this.first = new Map(named.map(({ name, value }) => [name, value]));
      this.lists = {}; // what the sheet allows
      this.chosen = {}; // what the reader ticked
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("input", ({ target }) => this.change(target));
      form.addEventListener("click", ({ target }) => target.dataset.action && this.act(target.dataset));
      this.follow = () => this.readAddress() && this.refresh();
      addEventListener("hashchange", this.follow);
      if (self !== top) document.documentElement.classList.add("integre");
      for (const [name, value] of left) this.control(name).value = value;
      try {
        const kept = localStorage.getItem(STORE);
        if (kept) this.take(kept);
        this.control("retenir").checked = kept;
      } catch { /* storage is refused here: nothing to bring back */ }
      this.readAddress();
      this.refresh();
    }

    disconnectedCallback() {
      removeEventListener("hashchange", this.follow);
      clearTimeout(this.timer);
      for (const [name, control] of this.controls) if (control.dataset.fiche) left.set(name, control.value);
    }

    part(name) { return this.querySelector(`[data-part=${name}]`); }

    control(name) { return this.controls.get(name); }

    value(name) { return this.control(name).value; }

    boxes(name) { return [...this.form.querySelectorAll(`input[name=${name}]`)]; }

    facets() { return [...this.controls.keys()].filter((name) => P.own(P.data.lists, name)); }

    put(name, ...children) { this.part(name).replaceChildren(...children); }

    say(text) {
      this.put("avis", text);
      this.part("avis").hidden = !text;
    }

    /** Return what a control holds, cleaned; what is refused counts as nothing, and is said. */
    typed(control) {
      let found = control.value;
      let error = control.validity.valid ? "" : `attendu : de ${control.min} à ${control.max}`;
      try {
        if (control.type === "text") found = P.accepted(P.data, control.name, found);
      } catch ({ message }) {
        error = message.replace(/^.*? : /, "");
      }
      control.parentElement.querySelector(".erreur").textContent = spaced(error);
      control.ariaInvalid = !!error;
      return error ? "" : found;
    }

    /** Say contradictions beside their fields; return the sheet without what is refused. */
    agreed(sheet, clashes) {
      const kept = { ...sheet };
      for (const { key, found, expected, mend, warning } of clashes) {
        const control = this.control(key);
        const fold = control.closest("details");
        control.parentElement.querySelector(".erreur").textContent =
          spaced(`${warning ? "À noter : " : ""}${found}. Attendu : ${expected}. À corriger : ${mend}.`);
        if (fold) fold.open = true;
        if (warning) continue;
        control.ariaInvalid = true;
        delete kept[key];
      }
      return kept;
    }

    change({ name, value, files }) {
      if (files) return files[0]?.text().then((text) => this.fill(text));
      if (name === "profil") this.prefill();
      if (LISTS.includes(name)) this.chosen[name] = this.boxes(name).filter((box) => box.checked).map((box) => box.value);
      if (name === "courrier") this.wanted = value;
      this.say("");
      this.refresh();
      this.writeAddress();
    }

    /** Answer a case as the profile does; what it leaves open takes its first value. */
    prefill() {
      this.chosen = {};
      for (const name of this.facets()) this.control(name).value = this.base(name);
    }

    base(name) { return P.data.profiles[this.value("profil")].facets[name]?.[0] ?? this.first.get(name); }

    // The address.

    accepts(name, value) {
      if (name === "courrier") return P.own(P.data.letters, value);
      if (name === "jour") return P.isDay(P.data, value);
      if (LISTS.includes(name)) return value === "" || value && value.split(",").every((id) => this.boxes(name).some((box) => box.value === id));
      const control = this.control(name);
      return control?.type === "select-one" && [...control.options].some((option) => option.value === value);
    }

    /** Take the choices of the address, if it holds some; say so when one is unknown. */
    readAddress() {
      const text = location.hash.slice(1);
      if (!text.includes("=")) return false;
      const known = new Map();
      let refused = text.length > 2000;
      for (const pair of refused ? [] : text.split("&")) {
        const [name, value, ...more] = pair.split("=");
        if (more.length || known.has(name) || !this.accepts(name, value)) refused = true;
        else known.set(name, value);
      }
      if (known.size) {
        this.control("profil").value = known.get("profil") ?? this.value("profil");
        this.prefill();
      }
      for (const [name, value] of known) {
        if (LISTS.includes(name)) this.chosen[name] = value ? value.split(",") : [];
        else if (name === "courrier") this.wanted = value;
        else this.control(name).value = value;
      }
      this.say(refused ? "Choix inconnus dans l’adresse : ignorés." : "");
      return true;
    }

    writeAddress() {
      const pairs = Object.entries(this.chosen);
      for (const [name, { type, value }] of this.controls) {
        const asked = name === "courrier" ? value === this.wanted
          : (type === "select-one" || name === "jour") && value !== this.base(name);
        if (asked) pairs.push([name, value]);
      }
      history.replaceState(history.state, "", `#${pairs.map(([name, value]) => `${name}=${value}`).join("&")}`);
    }

    // The company's sheet.

    /** Return what entreprise.yml would hold; what is typed of the customer stays apart. */
    sheet() {
      const found = { choix: { ...this.lists }, champ: {}, client: {} };
      for (const [name, control] of this.controls) {
        const { fiche } = control.dataset;
        const value = fiche && this.typed(control);
        if (value) found[fiche][name] = control.type === "number" ? +value : value;
      }
      this.client = found.client;
      return { ...found.choix, champs: found.champ };
    }

    /** Fill the form from entreprise.yml; return how many of its lines were not understood. */
    take(text) {
      let unread = 0;
      let open;
      for (const line of text.split(/\r?\n/)) {
        const [, id, name, double, single, plain] = LINE.exec(line) ?? [];
        const control = this.control(name);
        try {
          if (id && this.accepts(open, id)) this.lists[open].push(id);
          else if (LISTS.includes(name)) this.lists[open = name] = [];
          else if (control?.dataset.fiche) {
            const value = double === undefined ? (single?.replace(/''/g, "'") ?? plain ?? "") : JSON.parse(`"${double}"`);
            if (control.type === "select-one" && !this.accepts(name, value)) unread += 1;
            else control.value = value;
          } else if (line.trim() && name !== "champs" && !/^ *(#|---)/.test(line)) unread += 1;
        } catch { unread += 1; }
      }
      return unread;
    }

    fill(text) {
      const unread = this.take(text.slice(0, 100000));
      this.refresh();
      this.say(`Fiche lue${unread ? `, sauf ${plural(unread, "ligne")}` : ""}.`);
    }

    keep(sheet) {
      try {
        if (this.control("retenir").checked) localStorage.setItem(STORE, written(sheet));
        else localStorage.removeItem(STORE);
      } catch { this.control("retenir").checked = false; }
    }

    // The answer.

    refresh() {
      const { data } = P;
      const { letters, lists, channels, benefits } = data;
      const filled = this.sheet();
      this.keep(filled);
      const sheet = this.agreed(filled, P.ofSheet(data, filled));
      const local = new Date().toLocaleDateString("sv"); // Swedes write days as we do here
      const today = this.typed(this.control("jour")) || (P.isDay(data, local) ? local : this.dataset.jour);
      const facts = { emetteur: P.senderState(data, sheet, today) };
      for (const name of this.facets()) facts[name] = this.value(name);
      const decision = P.decide(data, facts);
      const { last, outcomes, statuses } = decision;

      const wished = this.value("support");
      const main = [...P.lettersFor(data, decision, wished), ...P.mentionsFor(data, decision)];
      const others = Object.keys(letters).filter((id) => decision.actions.includes(letters[id].action));
      const texts = [...main, SHEET, ...others];
      const id = texts.includes(this.wanted) ? this.wanted : texts[0];
      const letter = letters[id];
      const title = main.length ? ` : ${letters[main[0]].title}` : "";
      const answer = spaced(data.send[outcomes.envoi === "courrier" && !title ? "rien" : outcomes.envoi] + title);
      const actions = last.actions.map((action) => spaced(lists.action.values[action]));
      this.control("courrier").replaceChildren(...texts.map((value) =>
        make("option", { value, selected: value === id }, spaced(letters[value].title))));
      this.part("verdict").className = `verdict ${title ? "utile" : "inutile"}`;
      this.put("reponse", answer);
      this.put("motif", spaced(last.reason));
      this.put("actions", ...list(actions));
      this.put("sources", ...links(last.sources));

      const support = letter.supports.includes(wished) ? wished : letter.supports[0];
      const language = letter.languages.includes(this.value("langue")) ? this.value("langue") : letter.languages[0];
      const name = [id, language, support];
      if (!P.has(...name, "blocks")) return this.load(`${id}${language === "fr" ? "" : `.${language}`}`);
      const blanks = blanksOf(name);
      const dates = P.datesOf(data, this.agreed(sheet, id === SHEET ? [] : P.ofLetter(data, sheet, today, {
        perimeter: decision.perimeter,
        tacit: outcomes.mode === "tacite",
        reply: blanks.has("date_reponse"),
        switchOver: blanks.has("date_bascule"),
        announces: letter.announces,
      })), today);
      this.control("langue").parentElement.hidden = letter.languages.length < 2;
      let found;
      let active;
      if (id === SHEET) {
        for (const group of LISTS) this.tick(group, [], []);
        const lines = (items) => items.map((text) => `- ${text}`).join("\n");
        found = {
          profil: spaced(data.profiles[this.value("profil")].name),
          jour: P.inWords(data, today, "fr"),
          reponse: answer,
          motif: spaced(last.reason),
          actions: lines(actions),
          cas: lines(Object.keys(facts).map((name) => spaced(`${lists[name].name} : ${lists[name].values[facts[name]]}`))),
          sources: lines(last.sources.map((source) => data.sources[source].filter(Boolean).join(", "))),
        };
        active = new Set(Object.keys(found).filter((name) => found[name]).map((name) => `champ:${name}`));
      } else {
        const choices = P.defaultChoices(data, this.value("profil"), decision, sheet, id);
        const open = Object.keys(channels).filter((channel) => channel !== "papier" && statuses[channel] !== "exclu");
        const { canaux, benefices } = this.chosen;
        if (canaux) {
          const kept = open.filter((channel) => canaux.includes(channel));
          choices.channels = Object.fromEntries(kept.map((channel) => [channel, statuses[channel]]));
        }
        const real = Object.keys(benefits).filter((benefit) =>
          benefits[benefit].channels.some((channel) => channel in choices.channels));
        choices.benefits = (benefices ?? choices.benefits).filter((benefit) => real.includes(benefit));
        this.tick("canaux", open, Object.keys(choices.channels));
        this.tick("benefices", real, choices.benefits);
        found = P.answers(data, choices, dates, { ...sheet.champs, ...this.client }, language);
        active = P.keys(data, choices, dates, found);
      }
      const stem = id === SHEET ? [id] : ["lettre", id];
      this.state = { name, active, found, stem: [...stem, this.value("profil"), dates.letter].join("_") };
      this.show(spaced(letter.title), blanks);
    }

    tick(name, open, ticked) {
      for (const box of this.boxes(name)) {
        box.checked = ticked.includes(box.value);
        box.parentElement.hidden = !open.includes(box.value);
      }
    }

    load(name) {
      document.head.append(make("script", {
        src: `${this.dataset.base}courriers/${name}.js`,
        onload: () => this.refresh(),
        onerror: () => this.say("Ce courrier n’a pas pu être chargé."),
      }));
    }

    show(title, blanks) {
      const { name, active, found } = this.state;
      const [, language, support] = name;
      for (const field of this.querySelectorAll("[data-case]")) {
        field.hidden = !blanks.has(field.dataset.case) && !field.querySelector("[aria-invalid=true]");
      }
      for (const button of this.querySelectorAll("[data-format]")) {
        const { format, support: only = support } = button.dataset;
        button.hidden = !P.has(...name, format) || only !== support;
      }
      for (const group of this.querySelectorAll("[data-si]")) group.hidden = !group.querySelector(`${group.dataset.si}:not([hidden])`);
      const compiled = P.compiled(...name, "blocks");
      const blocks = P.blocks(compiled, active, found);
      const why = this.control("pourquoi").checked;
      Object.assign(this.part("lettre"), { className: `feuille ${support}`, lang: language });
      this.put("lettre", ...blocks.flatMap((one) => why ? [block(one), origin(one)] : [block(one)]));
      const open = P.missing(compiled.parts[0][1], active, found).length;
      const wrong = this.wrong().length;
      const left = open ? `${plural(open, "champ")} à compléter` : "Tout est rempli";
      const count = wrong ? `${plural(wrong, "réponse")} à corriger, ${left}` : left;
      this.put("titre", title);
      this.put("compte", count);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.put("statut", `${this.part("reponse").textContent}. ${count}.`), 800);
    }

    // The files.

    bytes(format, edition) {
      const { data } = P;
      const { name, active, found } = this.state;
      const letter = P.compiled(...name, format);
      if (!edition) return P.produce(letter, active, found);
      const known = { ...found };
      for (const field of Object.keys(this.client)) delete known[field]; // the list has each customer's
      P.refuseMarks(data, edition, known);
      return P.produce(P.edition(data, letter, edition), new Set([...active, ...data.merge.keys]), known);
    }

    /** List the controls whose value is refused. */
    wrong() { return [...this.controls.values()].filter((control) => control.ariaInvalid === "true"); }

    /** Name what is to be mended before anything leaves the page, and go to the first. */
    mend() {
      const wrong = this.wrong();
      if (!wrong.length) return false;
      this.say(`À corriger d’abord : ${wrong.map((control) => control.labels[0].textContent).join(", ")}.`);
      for (let box = wrong[0].closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
      wrong[0].focus();
      return true;
    }

    act({ action, format, edition }) {
      const { stem } = this.state;
      if (!["voir", "effacer"].includes(action) && this.mend()) return;
      try {
        if (action === "fichier") save(`${stem}${edition ? `_${edition}` : ""}.${format}`, this.bytes(format, edition));
        else if (action === "fiche") save("entreprise.yml", written(this.sheet()));
        else if (action === "voir") {
          this.part("titre").focus();
          this.part("titre").scrollIntoView();
        }
        else if (action === "effacer") {
          for (const [field, control] of this.controls) if (control.dataset.fiche) control.value = this.first.get(field);
          this.control("retenir").checked = false;
          this.lists = {};
          this.refresh();
          this.say("Fiche effacée.");
        } else if (action === "imprimer") {
          const { title } = document;
          document.title = stem; // the name that browsers give to a PDF
          print();
          document.title = title;
        } else { // as it shows, for a document; and its text, for anything else
          getSelection().selectAllChildren(this.part("lettre"));
          this.say(document.execCommand("copy") ? "Texte copié." : "Copie impossible : faites-la à la main.");
        }
      } catch ({ message }) {
        this.say(message);
      }
    }
  }

  /** Name the blanks that a letter can show, and those of its e-mail's head. */
  const blanksOf = (name) => new Set(["blocks", "eml"].filter((format) => P.has(...name, format))
    .flatMap((format) => P.compiled(...name, format).parts)
    .flatMap(([, segments]) => P.missing(segments, null, {})));

  if (!customElements.get("prevenance-configurateur")) {
    customElements.define("prevenance-configurateur", Configurator);
  }
})();
