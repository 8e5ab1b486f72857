// The index of the search weighs more than a page: it is fetched once someone goes to the search,
// or comes from it. Loaded before the theme, which would ask for the index on every page.
"use strict";

(() => {
  const { open, send } = XMLHttpRequest.prototype;
  const later = new WeakSet();
  const wanted = new Promise((start) => {
    if (/[?&][qh]=/.test(location.search)) start();
    document.addEventListener("focusin", ({ target }) => {
      if (target.matches(".md-search__input")) start();
    });
  });

  XMLHttpRequest.prototype.open = function (method, address, ...rest) {
    if (String(address).includes("search/search_index.json")) later.add(this);
    return open.call(this, method, address, ...rest);
  };

  XMLHttpRequest.prototype.send = function (body) {
    if (!later.has(this)) return send.call(this, body);
    return void wanted.then(() => send.call(this, body));
  };
})();
