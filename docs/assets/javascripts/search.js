// Added by macros/mkdocs_hook.py to the French part of the search, which runs in a worker: how
// words are put in the index, and how a question is answered. A word is one token, without
// accents, cut to its stem; a result counts for the share of the question that it answers.
"use strict";

(() => {
  const STOP = new Set(
    (
      "a ai ainsi alors au aucun aussi autre aux avec c ca car ce cela ces cet cette ceux chez ci " +
      "comme comment d dans de des deux doit donc du elle elles en entre est et etc etre eux fait " +
      "faire faut il ils j je l la le les leur leurs lui m ma mais me mes mon n ne ni nos notre " +
      "nous on ont ou oui par parce pas peut plus pour pourquoi qu quand que quel quelle quelles " +
      "quels qui quoi s sa sans se ses si sommes sont suis sur t ta te tes toi ton tous tout toute toutes tres tu un " +
      "une va vers vos votre vous y"
    ).split(" "),
  );
  const EXACT = 10; // what a stem counts when it is the whole word, beside the beginning of one
  const SHORTEST_PREFIX = 3;
  const SHORTEST_CORRECTED = 5;
  const LEAST_SHARE = 0.5; // of the words of a question, under which a page is no answer to it
  const SEVERITY = 5; // the power of that share by which a score is multiplied
  const LEAST_SCORE = 0.02; // of the best score, under which a page is noise

  const french = lunr.fr;
  const fold = (text) =>
    text
      .toLowerCase()
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .replace(/œ/g, "oe")
      .replace(/æ/g, "ae");
  const stem = (word) => french.stemmer(new lunr.Token(word)).toString();
  const known = new Map(); // the stem of each word met: a guide has few words and many of each
  const normal = (token) =>
    token.update((text) => {
      let found = known.get(text);
      if (found === undefined) known.set(text, (found = stem(fold(text))));
      return found;
    });

  lunr.Pipeline.registerFunction(normal, "normal-fr");
  lunr.fr = Object.assign(function () {
    this.pipeline.reset();
    this.pipeline.add(normal);
    if (this.searchPipeline) this.searchPipeline.reset();
  }, french);

  // The words of a question, as typed and as the index has them. What the search box adds to
  // them ("+mot*") is no word of anybody.
  const wordsOf = (question) => {
    const typed = question
      .split(lunr.tokenizer.separator)
      .map((part) => part.replace(/^[+\-*~^"]+|[+\-*~^"]+$/g, "").replace(/[~^]\d+$/, ""))
      .filter((part) => part);
    const words = [...new Set(typed)].map((word) => ({ typed: word, folded: fold(word) }));
    const telling = words.filter((word) => !STOP.has(word.folded));
    const kept = telling.length ? telling : words;
    return { kept, dropped: words.filter((word) => !kept.includes(word)) };
  };

  const ask = (index, clauses) =>
    index.query((query) => {
      for (const clause of clauses)
        query.clause({ usePipeline: false, fields: query.allFields, ...clause });
    });

  const answersTo = (index, folded) => {
    const term = stem(folded);
    const clauses = [{ term, boost: EXACT }];
    if (term.length >= SHORTEST_PREFIX)
      clauses.push({ term, boost: 1, wildcard: lunr.Query.wildcard.TRAILING });
    const found = ask(index, clauses);
    if (found.length || term.length < SHORTEST_CORRECTED) return found;
    return ask(index, [{ term, boost: 1, editDistance: 1 }]);
  };

  // Where a word stands in a page, whatever the forms of it that the index knows.
  const merged = (metadata) => {
    const fields = {};
    for (const places of Object.values(metadata))
      for (const [field, { position }] of Object.entries(places)) {
        fields[field] ??= { position: [] };
        fields[field].position.push(...position);
      }
    return fields;
  };

  lunr.Index.prototype.search = function (question) {
    const { kept, dropped } = wordsOf(question);
    const pages = new Map();
    for (const word of kept)
      for (const { ref, score, matchData } of answersTo(this, word.folded)) {
        const page = pages.get(ref) ?? { ref, score: 0, metadata: {} };
        page.score += score;
        page.metadata[word.typed.toLowerCase()] = merged(matchData.metadata);
        pages.set(ref, page);
      }
    const answers = [];
    for (const { ref, score, metadata } of pages.values()) {
      const share = Object.keys(metadata).length / kept.length;
      if (share < LEAST_SHARE) continue;
      for (const word of dropped) metadata[word.typed.toLowerCase()] = {};
      answers.push({ ref, score: score * share ** SEVERITY, matchData: { metadata } });
    }
    answers.sort((one, other) => other.score - one.score);
    return answers.filter(({ score }) => score > LEAST_SCORE * answers[0].score);
  };
})();
