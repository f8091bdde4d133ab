// The box for a source: it offers what is found while somebody types, and says what a pasted
// address will be. Without it the same is said when the form is sent, with the same choices.

let boxes = 0;

class Box {
  constructor(root) {
    this.root = root;
    this.address = root.dataset.address;
    this.input = root.querySelector("textarea");
    this.answersFor = root.querySelector('input[name$="source_for"]');
    this.status = root.querySelector("[role=status]");
    this.title = root.querySelector(".new-title");
    this.id = `found-${++boxes}`;
    this.at = -1;
    this.asked = 0;
    this.list = document.createElement("ul");
    this.list.id = this.id;
    this.list.className = "found-sources";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", root.dataset.found);
    this.input.after(this.list);
    // It stays a text box: several lines may be pasted, and no other role is allowed for those.
    this.input.setAttribute("aria-autocomplete", "list");
    this.input.setAttribute("aria-haspopup", "listbox");
    this.input.setAttribute("aria-controls", this.id);
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.key(event));
    // What was asked is still answered in words after the caret has gone on.
    this.input.addEventListener("blur", () => this.hide());
    // A choice is made by the press: the box does not lose the caret first.
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const option = event.target.closest("li");
      if (option) this.take([...this.list.children].indexOf(option));
    });
  }

  // What is typed on means something else than what was chosen.
  typed() {
    clearTimeout(this.waiting);
    this.chosen("");
    this.waiting = setTimeout(() => this.ask(), 200);
  }

  chosen(key) {
    const name = this.answersFor.name.replace(/source_for$/, "source");
    this.root.querySelector(".offered")?.remove();
    let field = this.root.querySelector(`input[type=hidden][name="${name}"]`);
    if (!field) {
      field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      this.answersFor.after(field);
    }
    field.value = key;
    this.answersFor.value = key ? this.input.value : "";
  }

  async ask() {
    const mine = ++this.asked;
    const text = this.input.value.trim().slice(0, 1000);
    const asked = new URLSearchParams({ q: text });
    const answer = text ? await fetch(`${this.address}?${asked}`).catch(() => null) : null;
    if (mine !== this.asked) return;
    const found = answer?.ok ? await answer.json() : { choices: [], sentence: "" };
    if (mine !== this.asked) return;
    this.status.textContent = found.sentence;
    this.title.hidden = !found.asks_title;
    const field = this.title.querySelector("input");
    if (!found.asks_title) field.value = "";
    else if (!field.value && found.title) field.value = found.title;
    this.show(found.choices);
  }

  show(choices) {
    this.choices = choices;
    this.list.replaceChildren(
      ...choices.map(({ words }, number) => {
        const option = document.createElement("li");
        option.id = `${this.id}-${number}`;
        option.setAttribute("role", "option");
        option.textContent = words;
        return option;
      }),
    );
    const open = choices.length > 0 && document.activeElement === this.input;
    this.list.hidden = !open;
    this.mark(-1);
  }

  hide() {
    this.list.hidden = true;
    this.mark(-1);
  }

  close() {
    this.asked++;
    this.show([]);
  }

  mark(number) {
    this.at = number;
    for (const [n, option] of [...this.list.children].entries()) {
      option.setAttribute("aria-selected", String(n === number));
    }
    const option = this.list.children[number];
    if (option) {
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  take(number) {
    const { key, words } = this.choices[number];
    this.input.value = words;
    this.chosen(key);
    this.status.textContent = "";
    this.title.hidden = true;
    this.title.querySelector("input").value = "";
    this.close();
  }

  key(event) {
    const count = this.list.hidden ? 0 : this.choices.length;
    if (event.key === "Enter" && !event.shiftKey) {
      // A line of its own is never meant here, and nothing is said by the way.
      event.preventDefault();
      if (count) this.take(Math.max(this.at, 0));
    } else if (count && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.mark(this.at < 0 ? (step > 0 ? 0 : count - 1) : (this.at + step + count) % count);
    } else if (count && event.key === "Escape") {
      event.preventDefault();
      this.close();
    }
  }
}

for (const root of document.querySelectorAll(".source-box")) new Box(root);
