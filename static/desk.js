// The desk: dates are read back while they are written (without it, when they are sent), search
// fields are named, and the caret of a refused form stands where the first refusal does.

const address = document.body.dataset.readDate;
const waiting = new WeakMap();

async function readBack(input) {
  const output = input.parentElement.querySelector("output.read-as");
  if (!output) return;
  const answer = await fetch(`${address}?text=${encodeURIComponent(input.value)}`);
  if (answer.ok) output.textContent = await answer.text();
}

document.addEventListener("input", ({ target }) => {
  if (!target.matches("input") || !target.parentElement.querySelector("output.read-as")) return;
  clearTimeout(waiting.get(target));
  waiting.set(target, setTimeout(() => readBack(target), 250));
});

// A menu opened in the bar closes when the eye goes elsewhere.
document.addEventListener("click", ({ target }) => {
  for (const menu of document.querySelectorAll(".who details[open]")) {
    if (!menu.contains(target)) menu.open = false;
  }
});

// The search fields of the admin have no names of their own: they take those of their labels.
function nameSearchFields() {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const label = document.querySelector(`label[for="${select.id}"]`);
    const box = select.nextElementSibling;
    if (!label || !box?.classList.contains("select2")) continue;
    label.id ||= `${select.id}-label`;
    const named = box.querySelectorAll('[role="combobox"], [role="searchbox"], [role="textbox"]');
    for (const one of named) {
      const shown = one.getAttribute("aria-labelledby");
      const value = shown && one.id !== shown ? ` ${shown}` : "";
      if (!shown?.startsWith(label.id)) one.setAttribute("aria-labelledby", label.id + value);
    }
  }
}

// Ready handlers run in their order: the fields are there when it is our turn.
globalThis.django?.jQuery?.(nameSearchFields);
document.addEventListener("formset:added", () => setTimeout(nameSearchFields));
document.addEventListener("focusin", nameSearchFields);

// Of a refused form, the first field that is refused; what is refused as a whole is read first.
const refused = document.querySelector("form.saying :is(.errornote, .errors)");
if (refused) {
  const field = "input:not([type=hidden]), textarea, select";
  const first = refused.matches(".errornote") ? refused : refused.querySelector(field);
  first?.closest("details")?.setAttribute("open", "");
  first?.focus();
} else {
  // An update begins at once: with the choice, or where that is made, with what it asks.
  const found = document.querySelector("form.saying .found");
  const chosen = found?.querySelector("input:checked");
  const asked = chosen?.form.querySelector(".when-looked textarea");
  (asked?.offsetParent ? asked : found?.querySelector("input"))?.focus();
}
