// Added by macros/mkdocs_hook.py to the French part of the search: a word is found with or
// without its accents. The index holds a word as written and without accents; what is typed
// loses its accents, except the beginning of a word, which the search takes as it is.
"use strict";

(() => {
  const french = lunr.fr;
  const fold = (text) =>
    text
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .replace(/œ/g, "oe");
  const typed = (token) => token.update(fold);
  const both = (token) => {
    const folded = fold(token.toString());
    return folded === token.toString() ? token : [token, token.clone(() => folded)];
  };

  lunr.Pipeline.registerFunction(typed, "fold-fr");
  lunr.Pipeline.registerFunction(both, "fold-both-fr");
  lunr.fr = Object.assign(function () {
    french.call(this);
    this.pipeline.before(french.stemmer, both);
    if (this.searchPipeline) this.searchPipeline.before(french.stemmer, typed);
  }, french);
})();
