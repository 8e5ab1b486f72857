// The guide's own elements: the « Copier » button of a text, and the questions that lead to the
// configurator. As custom elements they also start after an instant navigation, whatever the theme.
// Without JavaScript the style sheet hides what they do.
"use strict";

(() => {
  const DELAY = 4000; // milliseconds during which the announcement stays

  class TextCopy extends HTMLElement {
    connectedCallback() {
      this.button = this.querySelector("button");
      this.status = this.querySelector("[role=status]");
      this.copy = this.copy.bind(this);
      this.button.addEventListener("click", this.copy);
    }

    disconnectedCallback() {
      this.button.removeEventListener("click", this.copy);
      clearTimeout(this.timer);
    }

    async copy() {
      const source = document.getElementById(this.dataset.source);
      const copied = await write(source.textContent);
      this.say(copied ? "Texte copié." : "Copie impossible : sélectionnez le texte à la main.");
    }

    say(message) {
      clearTimeout(this.timer);
      this.status.textContent = message;
      this.timer = setTimeout(() => {
        this.status.textContent = "";
      }, DELAY);
    }
  }

  async function write(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return writeByHand(text);
    }
  }

  // Pages opened from a folder or over http have no clipboard: an older way still works there.
  function writeByHand(text) {
    const area = document.createElement("textarea");
    const focused = document.activeElement;
    area.value = text;
    area.className = "lu";
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    focused?.focus();
    return copied;
  }

  // The answers chosen so far are in the address of the link: nothing is sent, nothing is kept.
  class Questions extends HTMLElement {
    connectedCallback() {
      this.addEventListener("change", this.follow);
      this.follow();
    }

    follow() {
      const asked = [...this.querySelectorAll("select")].filter(({ value }) => value);
      const link = this.querySelector("p a");
      link.hash = asked.map(({ name, value }) => `${name}=${value}`).join("&");
    }
  }

  if (!customElements.get("copie-texte")) {
    customElements.define("copie-texte", TextCopy);
    customElements.define("questions-courrier", Questions);
  }
})();
