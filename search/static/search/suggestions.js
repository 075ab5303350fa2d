// Suggests while somebody types into a search form: a combobox with a list, as the ARIA Authoring
// Practices describe it. Where the network is slow or fails nothing is shown and nothing is said.

const PAUSE_MS = 200;
const SHORTEST = 2;

function element(name, attributes, text = "") {
  const made = Object.assign(document.createElement(name), { textContent: text });
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  return made;
}

function optionOf(suggestion, id) {
  const label = element("span", { class: "suggestion-label", lang: suggestion.language });
  label.append(
    ...suggestion.pieces.map(({ text, is_marked: isMarked }) =>
      isMarked ? element("mark", {}, text) : text,
    ),
  );
  const option = element("li", { id, role: "option", "aria-selected": "false" });
  option.append(label, " ", element("span", { class: "suggestion-kind" }, suggestion.kind));
  return option;
}

class Combobox {
  #input;
  #list;
  #status;
  #suggestions = [];
  #chosen = -1;
  #timer = 0;
  #request = new AbortController();

  constructor(input) {
    const { suggestions, suggestionsLabel } = input.dataset;
    this.#input = input;
    this.url = suggestions;
    this.#list = element("ul", {
      id: `${input.id}-suggestions`,
      class: "suggestions",
      role: "listbox",
      "aria-label": suggestionsLabel,
    });
    this.#list.hidden = true;
    this.#status = element("div", { class: "visually-hidden", role: "status" });
    input.parentElement.append(this.#list, this.#status);
    for (const [name, value] of Object.entries({
      role: "combobox",
      autocomplete: "off",
      "aria-autocomplete": "list",
      "aria-controls": this.#list.id,
      "aria-expanded": "false",
    })) {
      input.setAttribute(name, value);
    }
    input.addEventListener("input", () => this.#wait());
    input.addEventListener("keydown", (event) => this.#press(event));
    input.addEventListener("blur", () => this.#close());
    input.form.addEventListener("submit", () => this.#close());
    // Whoever comes back finds the page as he left it, but for the list.
    window.addEventListener("pagehide", () => this.#close());
    // The field keeps the focus while something else of it is pressed.
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => {
      const place = [...this.#list.children].indexOf(event.target.closest("[role=option]"));
      if (place >= 0) {
        this.#go(place);
      }
    });
  }

  get #isOpen() {
    return !this.#list.hidden;
  }

  #wait() {
    this.#forget();
    this.#choose(-1);
    const text = this.#input.value.trim();
    if (text.length < SHORTEST) {
      this.#show([], "");
      return;
    }
    this.#timer = setTimeout(() => this.#ask(text), PAUSE_MS);
  }

  // What was asked before is of no interest any more: its answer never comes.
  #forget() {
    clearTimeout(this.#timer);
    this.#request.abort();
    this.#request = new AbortController();
  }

  async #ask(text) {
    const { signal } = this.#request;
    try {
      const address = `${this.url}?${new URLSearchParams({ q: text })}`;
      const response = await fetch(address, { credentials: "omit", signal });
      if (!response.ok) {
        throw new Error(response.statusText);
      }
      const { suggestions, told } = await response.json();
      if (!signal.aborted) {
        this.#show(suggestions, told);
      }
    } catch {
      // Typing goes on, and Enter searches.
      if (!signal.aborted) {
        this.#show([], "");
      }
    }
  }

  #show(suggestions, told) {
    this.#suggestions = suggestions;
    this.#chosen = -1;
    this.#list.replaceChildren(
      ...suggestions.map((one, place) => optionOf(one, `${this.#list.id}-${place}`)),
    );
    this.#status.textContent = told;
    this.#open(suggestions.length > 0);
  }

  #open(isOpen) {
    this.#list.hidden = !isOpen;
    this.#input.setAttribute("aria-expanded", String(isOpen));
  }

  #close() {
    this.#forget();
    this.#choose(-1);
    this.#status.textContent = "";
    this.#open(false);
  }

  #choose(place) {
    this.#list.children[this.#chosen]?.setAttribute("aria-selected", "false");
    this.#chosen = place;
    const option = this.#list.children[place];
    if (!option) {
      this.#input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.#input.setAttribute("aria-activedescendant", option.id);
  }

  // One step through the list; beyond either end stands the field itself.
  #step(by) {
    const places = this.#suggestions.length + 1;
    this.#choose(((this.#chosen + 1 + by + places) % places) - 1);
  }

  #go(place) {
    location.assign(this.#suggestions[place].url);
    this.#close();
  }

  #press(event) {
    // Until an input method has composed its letters, the keys are its own.
    if (event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    const isOpen = this.#isOpen;
    if (["ArrowDown", "ArrowUp"].includes(event.key) && this.#suggestions.length) {
      event.preventDefault();
      this.#open(!(event.altKey && event.key === "ArrowUp"));
      if (event.altKey) {
        this.#choose(-1);
      } else {
        this.#step(event.key === "ArrowDown" ? 1 : -1);
      }
    } else if (event.key === "Enter" && isOpen && this.#chosen >= 0) {
      event.preventDefault();
      this.#go(this.#chosen);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      this.#close();
    } else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(event.key)) {
      this.#choose(-1);
    }
  }
}

for (const input of document.querySelectorAll("input[data-suggestions]")) {
  new Combobox(input);
}
