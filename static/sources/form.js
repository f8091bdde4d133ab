// The form of a source: it shows what the chosen kind needs, makes lists of names easy to write,
// and says while it is filled in what is kept already. Without it every field is there, folded.

import "./names.js";

const form = document.querySelector("form#source_form");
const kind = form?.querySelector("#id_csl_type");

// A court's decision is cited by its docket and ECLI, an act of the Union by its CELEX.
const KNOWN_BY_NUMBER = new Set(["legal_case", "legislation"]);

// What a source of this kind needs, and what is filled in anyway.
function showWhatIsNeeded() {
  for (const shown of form.querySelectorAll("[data-kinds]")) {
    const names = JSON.parse(shown.dataset.kinds);
    const row = shown.closest(".form-row");
    const label = row.querySelector("label, legend");
    const called = names[kind.value] ?? label.dataset.called;
    label.dataset.called ||= label.firstChild.textContent.trim();
    label.firstChild.textContent = `${called ?? label.dataset.called} `;
    row.hidden = !(kind.value in names) && !isFilled(row);
  }
  const details = form.querySelector("fieldset.details");
  const folds = details?.querySelector("details");
  const rows = [...(details?.querySelectorAll(".form-row") ?? [])];
  if (folds && kind.value) folds.open = true;
  const numbers = form.querySelector("fieldset.numbers details");
  if (numbers && KNOWN_BY_NUMBER.has(kind.value)) numbers.open = true;
  if (details) details.hidden = !kind.value && rows.every((row) => row.hidden);
}

function isFilled(row) {
  if (row.querySelector(".errorlist, .readonly")) return true;
  return [...row.querySelectorAll("input, textarea")].some((one) => one.value.trim());
}

// What is folded and filled in is not to be missed.
function openWhatIsFilled() {
  for (const fold of form.querySelectorAll("fieldset.collapse details")) {
    fold.open ||= [...fold.querySelectorAll("input:not([type=checkbox])")].some((one) => one.value);
  }
}

// What may be the same, while there is time to leave it at that one.
const ASKED = ["title", "url", "doi", "ecli", "celex", "docket", "publisher", "issued"];
const told = form?.querySelector("[data-alike]");
let waiting = 0;
let last = 0;

function line(words, one) {
  const paragraph = document.createElement("p");
  const link = document.createElement("a");
  link.href = one.address;
  link.textContent = one.words;
  paragraph.append(`${words} `, link);
  return paragraph;
}

async function lookForTheSame() {
  const asked = new URLSearchParams({ source: told.dataset.source });
  for (const name of ASKED) asked.set(name, form.elements[name]?.value ?? "");
  const mine = ++last;
  const answer = await fetch(`${told.dataset.alike}?${asked}`).catch(() => null);
  if (!answer?.ok || mine !== last) return;
  const { known, alike } = await answer.json();
  const lines = Object.values(known).map((one) => line(told.dataset.known, one));
  lines.push(...alike.map((one) => line(told.dataset.same, one)));
  told.replaceChildren(...lines);
  told.hidden = !lines.length;
}

if (form && kind) {
  kind.addEventListener("change", showWhatIsNeeded);
  showWhatIsNeeded();
  openWhatIsFilled();
  // What was pasted may be kept already, under other words.
  if (told && !told.dataset.source && form.elements.title.value) lookForTheSame();
  form.addEventListener("input", ({ target }) => {
    if (!told || !ASKED.includes(target.name)) return;
    clearTimeout(waiting);
    waiting = setTimeout(lookForTheSame, 400);
  });
}
