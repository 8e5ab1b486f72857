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
  const LONGEST = 2000; // characters of an address that are read
  const LISTS = ["canaux", "benefices"];
  const trusted = globalThis.trustedTypes?.createPolicy("prevenance", { createScriptURL: (url) => url });

  const make = (tag, more, ...children) => {
    const element = Object.assign(document.createElement(tag), more);
    element.append(...children);
    return element;
  };

  // The letter: the same elements as in configurator.py, so that nothing moves when the page starts.

  const WRAPS = {
    sender: "address", recipient: "address", signature: "address", list: "ul", checks: "ul",
    table: "table", footer: "footer",
  };
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

  const links = (ids) => ids.map((id) => {
    const [title, href] = P.data.sources[id];
    return make("li", {}, href ? make("a", { href }, title) : title);
  });

  /** Say what brought a block in: its file, the choices it answers, its sources. */
  const origin = ({ origin, sources, lines }) => {
    const { letters, blocs, channels, benefits, stages, fields } = P.data;
    const [kind, id] = origin.split(":");
    const named = { canal: channels, benefice: benefits, etape: stages, champ: fields };
    const said = [kind === "bloc" ? `Paragraphe commun : ${blocs[id]}`
      : kind === "courrier" ? `Texte : ${letters[id]?.title ?? "fiche de décision"}` : "Cadre de la lettre"];
    for (const key of new Set(lines.flatMap((line) => line.keys ?? []))) {
      const [list, name] = key.split(":");
      const found = named[list]?.[name];
      if (found) said.push([found.name ?? found.label, found.condition].filter(Boolean).join(" : "));
    }
    const sheet = make("div", { className: "origine" }, said.join(" · "));
    if (sources.length) sheet.append(make("ul", {}, ...links(sources)));
    return sheet;
  };

  const save = (name, content, type = "application/octet-stream") => {
    const href = URL.createObjectURL(new Blob([content], { type }));
    make("a", { href, download: name }).click();
    setTimeout(URL.revokeObjectURL, 60000, href);
  };

  const plural = (count) => `${count} champ${count > 1 ? "s" : ""} à compléter`;

  // The company's sheet, as YAML: a key a line, lists of ids, texts between quotes.

  const LINE = /^ *(?:- *([a-z0-9-]+)|([a-z_0-9]+) *:(?: +(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'|([^#"']*?)))?) *(?:#.*)?$/;

  const written = (sheet) => Object.entries(sheet).map(([key, value]) => {
    const inside = Array.isArray(value) ? value.map((id) => `  - ${id}\n`)
      : value instanceof Object && Object.entries(value).map(([name, text]) => `  ${name}: ${JSON.stringify(text)}\n`);
    return inside ? inside.length ? `${key}:\n${inside.join("")}` : "" : `${key}: ${value}\n`;
  }).join("");

  class Configurator extends HTMLElement {
    connectedCallback() {
      if (this.form) return;
      this.form = this.querySelector("form");
      this.form.reset(); // a browser may bring back what a reader left
      this.controls = new Map();
      for (const control of this.form.elements) {
        if (control.name && !LISTS.includes(control.name)) this.controls.set(control.name, control);
      }
      this.first = new Map([...this.controls].map(([name, { value }]) => [name, value]));
      this.used = new Map();
      this.lists = {}; // what the sheet allows
      this.chosen = {}; // what the reader ticked
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.form.addEventListener("input", ({ target }) => this.change(target));
      this.addEventListener("click", ({ target }) => target.dataset.action && this.act(target.dataset));
      this.follow = () => { if (this.readAddress()) this.refresh(); };
      addEventListener("hashchange", this.follow);
      if (self !== top) document.documentElement.classList.add("integre");
      try {
        this.restore(localStorage.getItem(STORE));
      } catch { /* storage is refused here: nothing to bring back */ }
      this.readAddress();
      this.refresh();
    }

    disconnectedCallback() {
      removeEventListener("hashchange", this.follow);
      clearTimeout(this.timer);
    }

    part(name) { return this.querySelector(`[data-part=${name}]`); }

    boxes(name) { return [...this.form.querySelectorAll(`input[name=${name}]`)]; }

    value(name) { return this.controls.get(name).value; }

    /** Return what a control holds, cleaned; what is refused counts as nothing, and is said. */
    typed(control) {
      let error = "";
      let found = control.value;
      try {
        if (control.type === "date" && (control.validity.badInput || found && !P.isDay(P.data, found))) {
          throw new Error(" : date refusée");
        }
        if (control.type === "number" && !/^([0-9]|[1-9][0-9]|[12][0-9]{2}|3[0-5][0-9]|36[0-5])$/.test(found)) {
          throw new Error(" : de 0 à 365 jours");
        }
        if (P.own(P.data.fields, control.name) && control.type !== "date") found = P.answer(P.data, control.name, found);
      } catch ({ message }) {
        found = "";
        error = message.replace(/^[^:]*: /, "");
      }
      const place = control.parentElement.querySelector(".erreur");
      if (place) {
        place.textContent = error;
        control.setAttribute("aria-invalid", error !== "");
      }
      return found;
    }

    change(target) {
      const { name, value } = target;
      if (name === "profil") this.prefill();
      if (LISTS.includes(name)) this.chosen[name] = this.boxes(name).filter((box) => box.checked).map((box) => box.value);
      if (target.type === "file") return void target.files[0]?.text().then((text) => this.import(text));
      if (name === "courrier") this.wanted = value;
      this.say("");
      this.refresh();
      this.writeAddress();
    }

    /** Answer a case as the profile does; what it leaves open takes its first value. */
    prefill() {
      this.chosen = {};
      for (const name of this.facets()) this.controls.get(name).value = this.base(name);
    }

    facets() { return [...this.controls.keys()].filter((name) => P.own(P.data.lists, name)); }

    base(name) { return P.data.profiles[this.value("profil")].facets[name]?.[0] ?? this.first.get(name); }

    // The address.

    accepts(name, value) {
      if (name === "courrier") return value === SHEET || P.own(P.data.letters, value);
      if (name === "jour") return P.isDay(P.data, value);
      if (LISTS.includes(name)) return !value || value.split(",").every((id) => this.boxes(name).some((box) => box.value === id));
      const control = this.controls.get(name);
      return control?.type === "select-one" && [...control.options].some((option) => option.value === value);
    }

    /** Take the choices of the address, if it holds some; say so when one is unknown. */
    readAddress() {
      const text = location.hash.slice(1);
      if (!text.includes("=")) return false;
      const known = new Map();
      let refused = text.length > LONGEST;
      for (const pair of refused ? [] : text.split("&")) {
        const [name, value, more] = pair.split("=");
        if (value === undefined || more !== undefined || known.has(name) || !this.accepts(name, value)) refused = true;
        else known.set(name, value);
      }
      if (known.has("profil")) this.controls.get("profil").value = known.get("profil");
      if (known.size) this.prefill();
      for (const [name, value] of known) {
        if (LISTS.includes(name)) this.chosen[name] = value ? value.split(",") : [];
        else if (name === "courrier") this.wanted = value;
        else this.controls.get(name).value = value;
      }
      this.say(refused ? "Cette adresse contenait des choix inconnus : ils sont ignorés." : "");
      return true;
    }

    writeAddress() {
      const pairs = [];
      for (const [name, control] of this.controls) {
        const kept = control.type === "select-one" && name !== "courrier" || name === "jour" && this.typed(control);
        if (kept && control.value !== this.base(name)) pairs.push([name, control.value]);
      }
      if (this.wanted && this.wanted === this.text) pairs.push(["courrier", this.wanted]);
      for (const [name, ids] of Object.entries(this.chosen)) pairs.push([name, ids.join()]);
      history.replaceState(history.state, "", `#${pairs.map((pair) => pair.join("=")).join("&")}`);
    }

    // The company's sheet.

    sheet() {
      const sheet = { ...this.lists };
      const champs = {};
      for (const [name, control] of this.controls) {
        const value = control.dataset.fiche && this.typed(control);
        if (!value) continue;
        if (control.dataset.fiche === "champ") champs[name] = value;
        else sheet[name] = control.type === "number" ? Number(value) : value;
      }
      return { ...sheet, champs };
    }

    /** Fill the form from entreprise.yml; return how many of its lines were not understood. */
    take(text) {
      let list;
      let unread = 0;
      for (const line of text.split(/\r?\n/)) {
        const found = LINE.exec(line);
        const [, id, name, double, single, plain] = found ?? [];
        const control = this.controls.get(name);
        if (id && list && this.accepts(list, id)) (this.lists[list] ??= []).push(id);
        else if (control?.dataset.fiche) {
          try {
            const value = double !== undefined ? JSON.parse(`"${double}"`) : single?.replaceAll("''", "'") ?? plain ?? "";
            if (control.type !== "select-one" || this.accepts(name, value)) control.value = value;
            else unread += 1;
          } catch { unread += 1; }
        } else if (LISTS.includes(name)) this.lists[list = name] = [];
        else if (line.trim() && name !== "champs" && !/^ *(#|---)/.test(line)) unread += 1;
      }
      return unread;
    }

    import(text) {
      const unread = text.length > 100000 ? 1 : this.take(text);
      this.refresh();
      this.say(unread ? `Fiche lue, sauf ${unread} ligne${unread > 1 ? "s" : ""}.` : "Fiche lue.");
    }

    restore(text) {
      if (!text) return;
      this.take(text);
      this.controls.get("retenir").checked = true;
    }

    keep(sheet) {
      try {
        if (this.controls.get("retenir").checked) localStorage.setItem(STORE, written(sheet));
        else if (localStorage.getItem(STORE)) localStorage.removeItem(STORE);
      } catch { this.say("Ce navigateur refuse de retenir la fiche : enregistrez-la."); }
    }

    erase() {
      for (const control of this.controls.values()) {
        if (control.dataset.fiche) control.value = this.first.get(control.name);
      }
      this.controls.get("retenir").checked = false;
      this.lists = {};
      this.refresh();
      this.say("Fiche effacée.");
    }

    // The answer.

    refresh() {
      const data = P.data;
      const sheet = this.sheet();
      this.keep(sheet);
      const now = new Date();
      const local = new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
      const today = this.typed(this.controls.get("jour")) || (P.isDay(data, local) ? local : this.dataset.jour);
      const facts = { emetteur: P.senderState(data, sheet, today) };
      for (const name of this.facets()) facts[name] = this.value(name);
      const decision = P.decide(data, facts);
      const { last, outcomes } = decision;

      const wished = this.value("support");
      const annexes = Object.keys(data.letters).filter((id) => decision.actions.includes(data.letters[id].action));
      const main = [...P.lettersFor(data, decision, wished), ...P.mentionsFor(data, decision)];
      const texts = [...main, ...main.length ? annexes : [], SHEET, ...main.length ? [] : annexes];
      const id = this.text = texts.includes(this.wanted) ? this.wanted : texts[0];
      const choice = this.controls.get("courrier");
      if (this.texts !== texts.join()) {
        this.texts = texts.join();
        choice.replaceChildren(...texts.map((value) =>
          make("option", { value }, data.letters[value]?.title ?? "Fiche de décision")));
      }
      choice.value = id;

      this.part("reponse").textContent = data.send[outcomes.envoi === "courrier" && !main.length ? "rien" : outcomes.envoi]
        + (main.length ? ` : ${data.letters[main[0]].title}` : "");
      this.part("verdict").className = `verdict ${main.length ? "utile" : "inutile"}`;
      this.part("motif").textContent = last.reason;
      const actions = last.actions.map((action) => data.lists.action.values[action]);
      this.part("actions").replaceChildren(...actions.map((text) => make("li", {}, text)));
      this.part("sources").replaceChildren(...links(last.sources));
      for (const name of ["actions", "sources"]) this.part(name).parentElement.hidden = !last[name].length;

      const letter = data.letters[id] ?? { languages: ["fr"], supports: ["document"], title: "Fiche de décision" };
      const support = letter.supports.includes(wished) ? wished : letter.supports[0];
      const tongue = this.controls.get("langue");
      const language = letter.languages.includes(tongue.value) ? tongue.value : "fr";
      tongue.parentElement.hidden = letter.languages.length < 2;
      const name = [id, language, support];
      const dates = P.datesOf(data, sheet, today);
      let found;
      let active;
      if (id === SHEET) {
        const said = (items) => items.map((text) => `- ${text}`).join("\n");
        found = {
          profil: data.profiles[this.value("profil")].name,
          jour: P.inWords(data, today, "fr"),
          reponse: this.part("reponse").textContent,
          motif: last.reason,
          cas: said(Object.keys(facts).map((facet) => `${data.lists[facet].name} : ${data.lists[facet].values[facts[facet]]}`)),
          actions: said(actions),
          sources: said(last.sources.map((source) => data.sources[source].filter(Boolean).join(", "))),
        };
        active = new Set(Object.keys(found).filter((key) => found[key]).map((key) => `champ:${key}`));
      } else {
        const choices = P.defaultChoices(data, this.value("profil"), decision, sheet, id);
        const open = Object.keys(data.channels).filter((c) => c !== "papier" && decision.statuses[c] !== "exclu");
        if (this.chosen.canaux) {
          const kept = open.filter((channel) => this.chosen.canaux.includes(channel));
          choices.channels = Object.fromEntries(kept.map((channel) => [channel, decision.statuses[channel]]));
        }
        const true_ = Object.keys(data.benefits).filter((b) =>
          data.benefits[b].channels.some((channel) => P.own(choices.channels, channel)));
        if (this.chosen.benefices) choices.benefits = true_.filter((b) => this.chosen.benefices.includes(b));
        this.tick("canaux", open, Object.keys(choices.channels));
        this.tick("benefices", true_, choices.benefits);
        const typed = {};
        for (const [field, control] of this.controls) {
          if (control.dataset.champ) typed[field] = this.typed(control);
        }
        found = P.answers(data, choices, dates, { ...sheet.champs, ...typed }, language);
        active = P.keys(data, choices, dates, found);
      }
      this.part("choix").hidden = id === SHEET;

      const script = `courriers/${id}${language === "fr" ? "" : ".en"}.js`;
      if (!P.has(...name, "blocks")) return this.load(script);
      this.state = { name, active, found, letter, stem: [
        ...id === SHEET ? [id] : ["lettre", id], this.value("profil"), id === SHEET ? today : dates.letter,
      ].join("_") };
      this.show(support, language);
    }

    tick(name, open, ticked) {
      for (const box of this.boxes(name)) {
        box.checked = ticked.includes(box.value);
        box.closest("label").hidden = !open.includes(box.value);
      }
      this.part(name).hidden = !open.length;
    }

    load(name) {
      const failed = () => this.say("Ce courrier n'a pas pu être chargé : vérifiez la connexion, ou prenez la page hors ligne.");
      const url = this.dataset.base + name;
      document.head.append(make("script", {
        src: trusted?.createScriptURL(url) ?? url, onload: () => this.refresh(), onerror: failed,
      }));
    }

    show(support, language) {
      const { name, active, found, letter } = this.state;
      const compiled = P.compiled(...name, "blocks");
      const segments = compiled.parts[0][1];
      const key = name.join();
      if (!this.used.has(key)) {
        const parts = P.has(...name, "eml") ? P.compiled(...name, "eml").parts.map(([, part]) => part) : [];
        this.used.set(key, [segments, ...parts].flatMap((part) => P.missing(part, null, {})));
      }
      const used = this.used.get(key);
      for (const field of this.querySelectorAll("[data-case]")) field.hidden = !used.includes(field.dataset.case);
      this.part("destinataire").hidden = !this.part("destinataire").querySelector("[data-case]:not([hidden])");
      for (const button of this.querySelectorAll("[data-format]")) {
        const kind = button.dataset.support;
        button.hidden = !P.has(...name, button.dataset.format) || kind && kind !== support;
      }
      this.part("publipostage").hidden = !this.querySelector("[data-edition]:not([hidden])");

      const blocks = P.blocks(compiled, active, found);
      const why = this.controls.get("pourquoi").checked;
      const page = this.part("lettre");
      page.className = `feuille ${support}`;
      page.lang = language;
      page.replaceChildren(...blocks.flatMap((one) => why ? [block(one), origin(one)] : [block(one)]));
      this.part("titre").textContent = letter.title;
      const open = P.missing(segments, active, found).length;
      const late = found.date_bascule && used.includes("date_bascule") && this.controls.get("date_bascule").value <= this.day;
      this.part("compte").textContent = open ? plural(open) : "Tout est rempli";
      clearTimeout(this.timer);
      this.timer = setTimeout(() => {
        this.part("statut").textContent = name[0] === SHEET ? "Aucun courrier : fiche de décision affichée."
          : `Courrier mis à jour. ${open ? plural(open) : "Tout est rempli"}.`;
      }, 800);
    }

    say(text) {
      this.part("avis").textContent = text;
      this.part("avis").hidden = !text;
    }

    // The files.

    bytes(format, edition) {
      const { data } = P;
      let { name, active, found } = this.state;
      let compiled = P.compiled(...name, format);
      if (edition) { // a customer's answers are left to the list; the sender's stay
        found = Object.fromEntries(Object.entries(found).filter(([field]) => data.fields[field]?.by !== "client"));
        P.refuseMarks(data, edition, found);
        active = new Set([...active, ...data.merge.keys]);
        compiled = P.edition(data, compiled, edition);
      }
      return P.produce(compiled, active, found);
    }

    async act({ action, format, edition }) {
      const text = (kind) => new TextDecoder().decode(this.bytes(kind));
      try {
        if (action === "fichier") save(`${this.state.stem}${edition ? `_${edition}` : ""}.${format}`, this.bytes(format, edition));
        if (action === "fiche") save("entreprise.yml", written(this.sheet()));
        if (action === "effacer") this.erase();
        if (action === "imprimer") {
          const { title } = document;
          document.title = this.state.stem;
          print();
          document.title = title;
        }
        if (action === "copier") {
          const rich = P.has(...this.state.name, "html") && globalThis.ClipboardItem;
          const blob = (kind, type) => new Blob([text(kind)], { type });
          await (rich && format
            ? navigator.clipboard.write([new ClipboardItem({
              "text/html": blob("html", "text/html"), "text/plain": blob("txt", "text/plain"),
            })])
            : navigator.clipboard.writeText(text("txt")));
          this.say("Texte copié.");
        }
      } catch ({ message }) {
        this.say(action === "copier" ? "Copie impossible : sélectionnez le texte à la main." : message);
      }
    }
  }

  if (!customElements.get("prevenance-configurateur")) {
    customElements.define("prevenance-configurateur", Configurator);
  }
})();
