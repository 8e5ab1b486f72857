/*
 * The engine of the configurator: the same answers and the same bytes as macros/prevenance/.
 *
 * Each function is the twin of the Python function of that name (rules, calendar, answers,
 * typography, template, render/eml); tests/test_parity.py runs both. What each form of answer
 * accepts is in formes.js, which comes next. Hence no Date, no locale, no
 * sorting, no case mapping, explicit character classes, and look-ups by own property only.
 * It computes: it reads no page, keeps nothing and sends nothing.
 *
 * Days are ISO texts ("2026-11-24"); a sheet has the French keys of entreprise.yml.
 */
globalThis.Prevenance ??= (() => {
  "use strict";

  const engine = {};
  const letters = Object.create(null);

  /** Tell whether an object itself, not its prototype, holds a key. */
  const own = (object, key) => Object.prototype.hasOwnProperty.call(object, key);
  const get = (object, key, fallback) => (own(object, key) ? object[key] : fallback);

  /** Return an item of the data by its id, or throw: ids may come from an address or a file. */
  const item = (items, id) => {
    if (!own(items, id)) throw new Error(`${id} : inconnu`);
    return items[id];
  };

  const unique = (items) => [...new Set(items)];

  // Data: see macros/prevenance/browser.py for its shape.

  /** Receive the letters of a script; numbers, put back on use, stand for shared or pooled pieces. */
  const receive = ({ shared, pool, texts }) => {
    const whole = shared.map((hash) => item(engine.parts, hash));
    const first = whole.length;
    const expand = (piece) => {
      if (typeof piece === "number") return (whole[piece] ??= expand(pool[piece - first]));
      return Array.isArray(piece) ? piece.map(expand) : piece;
    };
    for (const name of Object.keys(texts)) letters[name] = () => expand(texts[name]);
  };

  /** Tell whether a letter was received: id, language, support, format. */
  const has = (...name) => name.join("/") in letters;

  /** Return a compiled letter: its format, its escape, and its parts with their segments. */
  const compiled = (...name) => {
    const [escape, parts] = item(letters, name.join("/"))();
    return { format: name[3], escape, parts };
  };

  // Rules.

  const accepts = (box, facts) =>
    Object.entries(box).every(([facet, values]) => values.includes(get(facts, facet)));

  /** Return the row of a table for a case; an error with `facets` names those without a value. */
  const lookUp = (table, facts) => {
    const facets = table.facets.filter((facet) => !own(facts, facet));
    if (facets.length) throw Object.assign(new Error(facets.join(", ")), { facets });
    const row = table.rows.find((row) => accepts(row.when, facts));
    if (!row) throw new Error(`${table.name} : cas inconnu`);
    return row;
  };

  /** Complete a case with the default value of each facet that has one. */
  const withDefaults = (data, facts) => {
    const known = {};
    for (const [name, list] of Object.entries(data.lists)) {
      if (list.kind === "fait" && list.default) known[name] = list.default;
    }
    return { ...known, ...facts };
  };

  /** Return the status of each channel in a perimeter. */
  const statuses = (data, perimetre) => {
    const found = {};
    for (const canal of Object.keys(data.channels)) {
      found[canal] = lookUp(data.tables.canaux, { canal, perimetre }).then.statut;
    }
    return found;
  };

  /**
   * Chain the tables for one complete case: outcomes, the rows met with their table's name, the
   * row that settles, and what follows from them.
   */
  const decide = (data, facts) => {
    const known = { ...facts };
    const rows = [];
    const ask = (name) => {
      const row = lookUp(item(data.tables, name), known);
      rows.push([name, row]);
      Object.assign(known, row.then);
    };
    ask("perimetre");
    ask("regime");
    ask(get(known, "evenement", "aucun") === "aucun" ? "envoi" : "suite");
    if (known.envoi === "courrier") ask("mode");
    const outcomes = {};
    for (const name of Object.keys(known)) if (!own(facts, name)) outcomes[name] = known[name];
    const row = (name) => (rows.find(([table]) => table === name) || [])[1];
    const silent = get(outcomes, "mode") === "sans-relance";
    const last = silent ? row("mode") : row("suite") || row("envoi");
    const gather = (key) => unique(rows.flatMap(([, found]) => found[key]));
    return {
      facts,
      outcomes,
      rows,
      last,
      perimeter: outcomes.perimetre,
      writes: outcomes.envoi === "courrier" && !silent,
      actions: unique([...last.actions, ...gather("actions")]),
      sources: gather("sources"),
      never: gather("never"),
      statuses: statuses(data, outcomes.perimetre),
    };
  };

  const answering = (data, decision, wanted) => {
    const facts = { evenement: "aucun", ...decision.facts, ...decision.outcomes };
    const fits = (text) => wanted(text) && text.boxes.some((box) => accepts(box, facts));
    return Object.keys(data.letters).filter((id) => fits(data.letters[id]));
  };

  /** List the ids of the letters that answer a case on a support. */
  const lettersFor = (data, decision, support) =>
    decision.writes
      ? answering(data, decision, (text) =>
          ["courrier", "relance"].includes(text.role)
          && text.intention === decision.outcomes.intention
          && text.supports.includes(support))
      : [];

  /** List the ids of the mentions (a line on the invoice) that answer a case. */
  const mentionsFor = (data, decision) =>
    decision.outcomes.envoi === "mention"
      ? answering(data, decision, (text) => text.role === "mention")
      : [];

  // Calendar: days as numbers, day 0 being 1 March of the year 0, a Wednesday.

  const digits = (number, width) => String(number).padStart(width, "0");
  const isoText = (year, month, day) => `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;
  const quotient = (number, divisor) => Math.floor(number / divisor);

  const dayNumber = (iso) => {
    const [year, month, day] = iso.split("-").map(Number);
    const y = month > 2 ? year : year - 1; // a year that ends with February
    const m = (month + 9) % 12;
    const leap = quotient(y, 4) - quotient(y, 100) + quotient(y, 400);
    return 365 * y + leap + quotient(153 * m + 2, 5) + day - 1;
  };

  const dayText = (number) => {
    const era = quotient(number, 146097); // days of 400 years
    const d = number - era * 146097;
    const y = quotient(d - quotient(d, 1460) + quotient(d, 36524) - quotient(d, 146096), 365);
    const inYear = d - (365 * y + quotient(y, 4) - quotient(y, 100));
    const m = quotient(5 * inYear + 2, 153);
    const month = m < 10 ? m + 3 : m - 9;
    return isoText(era * 400 + y + (month > 2 ? 0 : 1), month, inYear - quotient(153 * m + 2, 5) + 1);
  };

  /** Tell whether a text is a day that exists. */
  const isDate = (text) => /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text) && dayText(dayNumber(text)) === text;

  /** Tell whether it is among those the page accepts. */
  const isDay = (data, text) => isDate(text) && text >= data.days[0] && text <= data.days[1];

  const plusDays = (day, count) => dayText(dayNumber(day) + count);

  const isWorkingDay = (data, day) => (dayNumber(day) + 2) % 7 < 5 && !data.holidays.includes(day);

  const workingDay = (data, day, step) => {
    let moved = day;
    while (!isWorkingDay(data, moved)) moved = plusDays(moved, step);
    return moved;
  };

  const monthsBefore = (day, months) => {
    const [year, month, number] = day.split("-").map(Number);
    const index = year * 12 + month - 1 - months;
    const first = (i) => isoText(quotient(i, 12), i % 12 + 1, 1);
    const last = dayNumber(first(index + 1)) - dayNumber(first(index));
    return isoText(quotient(index, 12), index % 12 + 1, Math.min(number, last));
  };

  const inWords = (data, day, language) => {
    const [year, month, number] = day.split("-").map(Number);
    const first = number === 1 && language === "fr";
    return `${first ? "1er" : number} ${data.months[language][month - 1]} ${year}`;
  };

  /** Return the facet `emetteur` of a sender on a day. */
  const senderState = (data, sheet, today) => {
    const due = item(data.due, sheet.categorie);
    if (today >= due) return "oblige";
    if (sheet.demarrage_anticipe && today >= sheet.demarrage_anticipe) return "volontaire";
    const start = sheet.debut_preparation || monthsBefore(due, data.preparationMonths);
    return today >= start ? "preparation" : "pas-encore";
  };

  /** Compute a sender's dates on a day; an error names a day or a delay that the page refuses. */
  const datesOf = (data, sheet, today) => {
    const letter = sheet.date_courrier || today;
    const delay = get(sheet, "delai_reponse", 30);
    for (const day of [today, letter, sheet.date_bascule || letter]) {
      if (!isDay(data, day)) throw new Error(`${day} : date refusée`);
    }
    if (!Number.isInteger(delay) || delay < 0 || delay > 365) throw new Error(`${delay} : délai refusé`);
    return {
      today,
      letter,
      reply: workingDay(data, plusDays(letter, delay), 1),
      due: item(data.due, sheet.categorie),
      switchOver: sheet.date_bascule || null,
    };
  };

  /** Return the day of a stage, or null while the switch-over that it depends on is unknown. */
  const stageDay = (data, stage, dates) => {
    if (stage.when === "date_reponse") return dates.reply;
    const found = /^J(?:([+-])([0-9]{1,3}))?$/.exec(stage.when);
    if (!found) return stage.when;
    if (!dates.switchOver) return null;
    const days = Number(found[2] || 0);
    if (!days) return dates.switchOver;
    const step = found[1] === "-" ? -1 : 1;
    return workingDay(data, plusDays(dates.switchOver, step * days), step);
  };

  // Contradictions: the twin of contradictions.py, in the same words.

  const MEND = "avancez cette date, ou ôtez cette ligne";

  /** List what contradicts itself in a sheet: the key to mend, found, expected, remedy, remark or not. */
  const ofSheet = (data, sheet) => {
    const clashes = [];
    const add = (key, found, expected, mend, warning = false) =>
      clashes.push({ key, found, expected, mend, warning });
    const words = (day) => inWords(data, day, "fr");
    const { least, most, short, usual } = data.delays;
    const days = get(sheet, "delai_reponse", usual);
    const tacit = sheet.mode_accord === "tacite";
    const left = `${days} jour${days > 1 ? "s" : ""} pour répondre`;
    if (days < least || days > most) {
      add("delai_reponse", left, `de ${least} à ${most} jours ; le guide en conseille ${usual}`, "changez ce délai");
    } else if (days < short) {
      add("delai_reponse", tacit ? `${left}, alors que le silence vaut accord` : left,
        `au moins ${short} jours ; le guide en conseille ${usual}`,
        tacit ? "allongez le délai" : "allongez le délai si vous le pouvez", !tacit);
    }
    const due = item(data.due, sheet.categorie);
    for (const [key, what] of [
      ["demarrage_anticipe", "démarrage anticipé"],
      ["debut_preparation", "début de la préparation"],
    ]) {
      const day = sheet[key];
      if (day && day >= due) {
        add(key, `${what} le ${words(day)}, votre date légale est le ${words(due)}`,
          "une date avant votre date légale", MEND);
      }
    }
    return clashes;
  };

  /** Return what changes between the day examined and that of the letter, with its day, if something does. */
  const between = (data, sheet, today, letter, first) => {
    const due = item(data.due, sheet.categorie);
    const start = sheet.debut_preparation || monthsBefore(due, data.preparationMonths);
    const moved = senderState(data, sheet, letter) !== senderState(data, sheet, today);
    const turns = [["votre première facture électronique", first]];
    if (moved) {
      turns.unshift(["votre date légale", due], ["votre démarrage anticipé", sheet.demarrage_anticipe],
        ["le début de la préparation", start]);
    }
    return turns.find(([, day]) => day && (letter < day) !== (today < day));
  };

  /**
   * List what would make a letter of a day say something impossible, or unwise. `said` tells what
   * it says: perimeter, whether silence means yes, whether it prints the reply date and the first
   * sending, and whether it announces the latter.
   */
  const ofLetter = (data, sheet, today, said) => {
    const clashes = [];
    const add = (key, found, expected, mend, warning = false) =>
      clashes.push({ key, found, expected, mend, warning });
    const words = (day) => inWords(data, day, "fr");
    const dates = datesOf(data, sheet, today);
    const { letter, reply, due } = dates;
    const inside = said.perimeter.startsWith("dedans-");
    let first = said.switchOver || said.announces ? dates.switchOver : null;
    const turn = between(data, sheet, today, letter, first);
    if (turn) {
      add("date_courrier", `courrier daté du ${words(letter)}, jour examiné le ${words(today)} : `
        + `${turn[0]}, le ${words(turn[1])}, est entre les deux`, "deux jours dans la même situation",
      `examinez le ${words(letter)}, ou ôtez cette ligne`);
    }
    if (first && first <= today) {
      if (said.announces) {
        add("date_bascule",
          `date passée, le ${words(first)}, au jour examiné, le ${words(today)}, que ce courrier annonce`,
          "une date à venir", "corrigez la date, ou choisissez un texte qui parle d'un changement déjà fait");
      }
      first = null;
    }
    const offer = senderState(data, sheet, today) === "pas-encore";
    if (first && inside && (first > due || (offer && first === due))) {
      add("date_bascule", `première facture électronique le ${words(first)}, votre date légale est le ${words(due)}`,
        "un premier envoi avant votre date légale", MEND);
    } else if (first && said.reply && reply >= first) {
      add("date_bascule", `réponse demandée jusqu'au ${words(reply)}, premier envoi le ${words(first)}`,
        "un premier envoi après la réponse",
        `reportez date_bascule au ${words(plusDays(reply, 1))} ou plus tard, ou raccourcissez delai_reponse`, !said.tacit);
    } else if (inside && said.reply && today < due && due <= reply) {
      add("delai_reponse", `réponse demandée jusqu'au ${words(reply)}, votre date légale est le ${words(due)}`,
        "une réponse avant votre date légale", "raccourcissez ce délai, ou écrivez plus tôt", true);
    }
    return clashes;
  };

  // Keys and answers.

  /** Choose what a letter shows when nobody chose. */
  const defaultChoices = (data, profile, decision, sheet, id) => {
    const { channels: mine, benefits } = item(data.profiles, profile);
    const allowed = (list, item) => !(list && list.length) || list.includes(item);
    const offered = mine
      .filter((c) => get(decision.statuses, c, "exclu") !== "exclu" && c !== "papier")
      .filter((c) => allowed(sheet.canaux, c))
      .slice(0, data.defaults.options);
    const channels = {};
    for (const channel of Object.keys(data.channels)) {
      if (offered.includes(channel)) channels[channel] = decision.statuses[channel];
    }
    return {
      perimeter: decision.perimeter,
      category: sheet.categorie,
      channels,
      benefits: benefits
        .filter((b) => data.benefits[b].channels.some((c) => own(channels, c)))
        .filter((b) => allowed(sheet.benefices, b))
        .slice(0, data.defaults.benefits),
      stages: unique([
        item(data.dueStage, sheet.categorie), ...data.defaults.stages, ...item(data.letters, id).stages,
      ]).filter((name) => own(data.stages, name)),
    };
  };

  /** Return the active keys of a letter, as a Set. */
  const keys = (data, choices, dates, answered) => {
    const active = new Set();
    const channels = Object.keys(choices.channels);
    for (const channel of channels) active.add(`canal:${channel}:${choices.channels[channel]}`);
    if (channels.length) active.add(channels.length === 1 ? "options:un" : "options:plusieurs");
    for (const benefit of choices.benefits) active.add(`benefice:${benefit}`);
    for (const name of Object.keys(answered)) if (answered[name]) active.add(`champ:${name}`);
    const open = (list, value) => !list.length || list.includes(value);
    for (const name of choices.stages) {
      const stage = item(data.stages, name);
      const mine = open(stage.perimeters, choices.perimeter) && open(stage.categories, choices.category);
      if (mine && (!stage.until || dates.today <= stage.until)) {
        const day = stageDay(data, stage, dates);
        active.add(`etape:${name}:${day && day <= dates.today ? "apres" : "avant"}`);
      }
    }
    return active;
  };

  /** Enumerate in a sentence: "a, b et c". */
  const joinWords = (words, word) =>
    words.length < 2
      ? words.join("")
      : `${words.slice(0, -1).join(", ")} ${word} ${words[words.length - 1]}`;

  /** Return the answers of a letter's blanks: those typed, cleaned, and those computed. */
  const answers = (data, choices, dates, typed, language) => {
    const found = Object.create(null);
    for (const name of Object.keys(typed)) {
      const text = engine.accepted(data, name, typed[name]);
      if (text) found[name] = text;
    }
    const days = {
      date_courrier: dates.letter,
      date_reponse: dates.reply,
      date_obligation: dates.due,
      date_bascule: dates.switchOver,
    };
    for (const stage of Object.values(data.stages)) {
      if (stage.blank) days[stage.blank] = stageDay(data, stage, dates);
    }
    for (const name of Object.keys(days)) {
      if (days[name]) found[name] = inWords(data, days[name], language);
    }
    const names = Object.keys(choices.channels).map((id) => item(data.channels, id).inSentence[language]);
    if (names.length) found.liste_canaux = joinWords(names, language === "en" ? "and" : "et");
    return found;
  };

  // Texts.

  // Characters: data.characters has the tables of macros/prevenance/cleaning.py.

  const [ALWAYS, PLAINLY, AS_SPACE, LEFTWARDS, RIGHTWARDS] = [0, 1, 2, 3, 4];
  const code = (character) => `U+${digits(character.codePointAt(0).toString(16).toUpperCase(), 4)}`;
  const length = (text) => [...text].length;
  const first = (text, count) => [...text].slice(0, count).join("");
  const last = (text, count) => [...text].slice(-count).join("");

  const sets = new Map();

  /** Return the patterns of hexadecimal ranges, "20-7e a0": for one character, and for each run of them. */
  const oneOf = (ranges) => {
    if (!sets.has(ranges)) {
      const codes = typeof ranges === "string" ? ranges : ranges.map((row) => row[0]).join(" ");
      const set = `[${codes.replace(/[0-9a-f]+/g, "\\u{$&}").replace(/ /g, "")}]`;
      sets.set(ranges, { one: new RegExp(set, "u"), runs: new RegExp(`${set}+`, "gu") });
    }
    return sets.get(ranges);
  };

  const spaced = (tables, value, lines) => {
    const text = value.replace(/\r\n?/g, "\n");
    return (lines ? text : text.replace(/\n/g, " "))
      .replace(oneOf(tables.spaces).runs, (run) => " ".repeat(run.length)).replace(/\u2011/g, "-");
  };

  /** Tell whether a text reads the same without a character that stands between two others. */
  const mayGo = (tables, when, around, text) => {
    const all = (ranges) => around.every((c) => !c || oneOf(ranges).one.test(c));
    if (when === LEFTWARDS) return !oneOf(tables.rightToLeft).one.test(text);
    if (when === RIGHTWARDS) return all(tables.leftToRight);
    const atEdge = around.some((c) => ["", " ", "\n"].includes(c));
    return when === ALWAYS || (all(tables.plain) && (when === PLAINLY || (when === AS_SPACE && atEdge)));
  };

  /** Remove the characters that show nothing, or refuse the first that has to stay. */
  const shed = (tables, text) => {
    const { runs } = oneOf(tables.hidden);
    return text.replace(runs, (run, start) => {
      const around = [last(text.slice(0, start), 1), first(text.slice(start + run.length), 1)];
      let at = start;
      for (const character of run) {
        const [, when, name] = tables.hidden.find(([codes]) => oneOf(codes).one.test(character));
        if (!mayGo(tables, when, around, text)) {
          const number = length(text.slice(0, at)) + 1;
          const before = text.slice(0, at).replace(runs, "").replace(/\n/g, " ").replace(/^ +| +$/g, "");
          const cut = length(before) > 12 ? "…" : "";
          throw new Error(`caractère interdit ${code(character)} (${name}), en ${number}${
            number === 1 ? "re" : "e"} position${before && `, après « ${cut}${last(before, 12)} »`}`);
        }
        at += character.length;
      }
      return "";
    });
  };

  /** Return what a text shows, in the form of cleanText, whatever it hides. */
  const visible = (data, value, lines = false) => {
    const text = spaced(data.characters, value, lines).replace(oneOf(data.characters.hidden).runs, "").normalize("NFC");
    const trimmed = text.split("\n").map((line) => line.replace(/ +/g, " ").replace(/^ | $/g, ""));
    return trimmed.join("\n").replace(/^\n+|\n+$/g, "");
  };

  /** Bring a typed value to the one form that every renderer expects, or refuse it. */
  const cleanText = (data, value, lines = false) => {
    shed(data.characters, spaced(data.characters, value, lines));
    return visible(data, value, lines);
  };

  const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };
  const entities = (text) => text.replace(/[&<>"']/g, (found) => ENTITIES[found]);
  const lineBreak = (text, mark) => text.split("\n").join(mark);
  const odtSpaces = (found) => (found.length === 1 ? "<text:s/>" : `<text:s text:c="${found.length}"/>`);
  const odtLine = (line) => line.replace(/^ +| +$| {2,}/g, odtSpaces);

  /** How each format writes an answer. */
  const ESCAPES = {
    plain: (text) => text,
    markup: (text) => lineBreak(entities(text), "<br>"),
    wordml: (text) => lineBreak(entities(text), '</w:t><w:br/><w:t xml:space="preserve">'),
    odt: (text) =>
      entities(text).split("\n").map(odtLine).join("<text:line-break/>").replace(/\t/g, "<text:tab/>"),
    json: (text) => JSON.stringify(text).slice(1, -1),
  };

  // Segments: a text, a blank [name, before, after, missing] or a group [[keys], [segments]].

  const isBlank = (segment) => typeof segment[0] === "string";
  const isActive = (group, active) => group[0].some((key) => active.has(key));

  /** Fill segments in one pass; an answer is never looked at again. */
  const fill = (segments, active, found, escape) => {
    let out = "";
    for (const segment of segments) {
      if (typeof segment === "string") out += segment;
      else if (isBlank(segment)) {
        const [name, before, after, missing] = segment;
        const text = get(found, name);
        out += text ? before + escape(text) + after : missing;
      } else if (isActive(segment, active)) out += fill(segment[1], active, found, escape);
    }
    return out;
  };

  /** List the blanks that would show without an answer; `active` null stands for every key. */
  const missing = (segments, active, found) =>
    unique(segments.flatMap((segment) => {
      if (typeof segment === "string") return [];
      if (isBlank(segment)) return get(found, segment[0]) ? [] : [segment[0]];
      return !active || isActive(segment, active) ? missing(segment[1], active, found) : [];
    }));

  // Files.

  const utf8 = (text) => new TextEncoder().encode(text);

  const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let bit = 0; bit < 8; bit += 1) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
    return c;
  });

  const crc32 = (bytes) => {
    let crc = 0xffffffff;
    for (const byte of bytes) crc = (crc >>> 8) ^ CRC[(crc ^ byte) & 255];
    return (crc ^ 0xffffffff) >>> 0;
  };

  const joined = (chunks) => {
    const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
    let at = 0;
    for (const chunk of chunks) {
      whole.set(chunk, at);
      at += chunk.length;
    }
    return whole;
  };

  /** Write numbers in little endian, each on its count of bytes: [number, count]. */
  const little = (...fields) =>
    fields.flatMap(([number, count]) => Array.from({ length: count }, (_, i) => (number >>> (8 * i)) & 255));

  /** Write a ZIP of stored entries dated 1 January 1980; members are pairs of name and bytes. */
  const pack = (members) => {
    const files = [];
    const directory = [];
    let offset = 0;
    for (const [name, bytes] of members) {
      const encoded = utf8(name);
      const size = [bytes.length, 4];
      const head = little([20, 2], [0x800, 2], [0, 4], [33, 2], [crc32(bytes), 4], size, size,
        [encoded.length, 2], [0, 2]);
      directory.push([0x50, 0x4b, 1, 2, 20, 0, ...head, ...little([0, 4], [0, 4], [0, 2], [offset, 4])], encoded);
      files.push([0x50, 0x4b, 3, 4, ...head], encoded, bytes);
      offset += 30 + encoded.length + bytes.length;
    }
    const size = directory.reduce((sum, chunk) => sum + chunk.length, 0);
    const count = [members.length, 2];
    const end = [0x50, 0x4b, 5, 6, ...little([0, 4], count, count, [size, 4], [offset, 4], [0, 2])];
    return joined([...files, ...directory, end]);
  };

  const base64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

  /** Encode a header as RFC 2047 words of at most 39 bytes, that never cut a character. */
  const headerWords = (line) => {
    const bytes = utf8(line);
    const found = [];
    for (let start = 0, end; start < bytes.length; start = end) {
      end = Math.min(start + 39, bytes.length);
      while (end < bytes.length && (bytes[end] & 0xc0) === 0x80) end -= 1;
      found.push(`=?utf-8?B?${base64(bytes.slice(start, end))}?=`);
    }
    return found.join("\r\n ");
  };

  const checkHeader = (name, value) => {
    const bad = /[\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]|=\?/u.exec(value);
    if (!bad) return;
    const found = bad[0] === "=?" ? "« =? »" : code(bad[0]);
    throw new Error(`${name} : ${found} interdit dans un en-tête de courriel`);
  };

  const RECIPIENT = "client_courriel_facturation";
  const address = (value) => {
    checkHeader(RECIPIENT, value);
    const found = engine.mailAddress(value);
    if (!found) throw new Error(`${RECIPIENT} : une seule adresse, de la forme nom@exemple.fr`);
    return found;
  };

  const mimePart = (subtype, content) => {
    const lines = base64(utf8(lineBreak(content, "\r\n"))).match(/.{1,76}/g) || [];
    return `--prevenance\r\nContent-Type: text/${subtype}; charset=utf-8\r\n`
      + `Content-Transfer-Encoding: base64\r\n\r\n${lines.join("\r\n")}\r\n`;
  };

  /** Fill a compiled e-mail and return the bytes of an .eml draft. */
  const produceEml = (letter, active, found) => {
    const parts = Object.fromEntries(letter.parts.map(([name, segments]) =>
      [name, fill(segments, active, found, name === "html" ? ESCAPES.markup : ESCAPES.plain)]));
    for (const blank of missing(letter.parts[0][1], null, {})) checkHeader(blank, get(found, blank, ""));
    checkHeader("objet", parts.subject);
    const to = parts.to ? `To: ${address(parts.to)}\r\n` : "";
    return utf8(`X-Unsent: 1\r\nSubject: ${headerWords(parts.subject)}\r\n${to}MIME-Version: 1.0\r\n`
      + 'Content-Type: multipart/alternative; boundary="prevenance"\r\n\r\n'
      + `${mimePart("plain", parts.text)}${mimePart("html", parts.html)}--prevenance--\r\n`);
  };

  const WORD_RUN = /^([^]*)(<w:r(?: [^>]*)?>(?:<w:rPr>[^]*<\/w:rPr>)?)<w:t(?: [^>]*)?>$/;
  const wordField = ([name, before, after]) => {
    const [, start, run] = WORD_RUN.exec(before);
    const inner = [
      '<w:fldChar w:fldCharType="begin"/>',
      `<w:instrText xml:space="preserve"> MERGEFIELD ${name} </w:instrText>`,
      '<w:fldChar w:fldCharType="separate"/>',
      `<w:t xml:space="preserve">«${name}»</w:t>`,
      '<w:fldChar w:fldCharType="end"/>',
    ];
    return start + inner.map((part) => `${run}${part}</w:r>`).join("") + after.slice("</w:t></w:r>".length);
  };
  const libreofficeField = ([name, before, after]) =>
    `${before}<text:database-display text:database-name="clients" text:table-name="clients" `
    + `text:table-type="table" text:column-name="${name}">«${name}»</text:database-display>${after}`;
  const mailingField = ([name, before, after]) => `${before}{{ ${name} }}${after}`;

  /** Return the edition of a compiled letter: its open blanks become the fields of a merge tool. */
  const edition = (data, letter, name) => {
    const inDocument = get({ word: wordField, libreoffice: libreofficeField }, name);
    const write = inDocument // the properties of a document hold no field: there the label stays
      ? (blank) => (blank[1] ? inDocument(blank) : blank[3])
      : mailingField;
    const changed = (segments) => segments.map((segment) => {
      if (typeof segment === "string") return segment;
      if (!isBlank(segment)) return [segment[0], changed(segment[1])];
      return data.merge.fields.includes(segment[0]) ? [...segment.slice(0, 3), write(segment)] : segment;
    });
    return { ...letter, parts: letter.parts.map(([part, segments]) => [part, changed(segments)]) };
  };

  /** Refuse answers that the tool of an edition would take for its own fields. */
  const refuseMarks = (data, name, found) => {
    for (const field of Object.keys(found)) {
      const mark = item(data.merge.editions, name).marks.find((m) => found[field].includes(m));
      if (mark) throw new Error(`${field} : « ${mark} » serait exécuté par l'outil d'envoi, retirez-le`);
    }
  };

  /** Fill a compiled letter and return the bytes of the file. */
  const produce = (letter, active, found) => {
    if (letter.format === "eml") return produceEml(letter, active, found);
    const filled = letter.parts.map(([name, segments]) =>
      [name, utf8(fill(segments, active, found, ESCAPES[letter.escape]))]);
    return letter.parts[0][0] ? pack(filled) : filled[0][1];
  };

  /** Return the blocks of a letter compiled to `blocks`, to build a preview from. */
  const blocks = (letter, active, found) => {
    const kept = (items) => items.filter((item) => item !== null);
    return kept(JSON.parse(fill(letter.parts[0][1], active, found, ESCAPES.json)))
      .map((block) => ({ ...block, lines: kept(block.lines) }));
  };

  return Object.assign(engine, {
    data: null, parts: {}, own, item, receive, has, compiled,
    lookUp, withDefaults, statuses, decide, lettersFor, mentionsFor,
    isDate, isDay, plusDays, isWorkingDay, workingDay, monthsBefore, inWords, senderState, datesOf, stageDay,
    ofSheet, ofLetter,
    defaultChoices, keys, answers, joinWords,
    unique, length, code, first, visible, cleanText, oneOf, ESCAPES, fill, missing, crc32, pack, headerWords, edition, refuseMarks,
    produce, blocks,
  });
})();
