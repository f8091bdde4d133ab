// Lists of names: one empty row at a time, Enter for the next, Alt and an arrow to move a name,
// several lines pasted at once become several rows.

function rowsOf(list) {
  return [...list.children];
}

function textOf(row) {
  return row.querySelector("input");
}

function number(list) {
  rowsOf(list).forEach((row, n) => {
    for (const one of row.querySelectorAll("[aria-label]")) {
      one.setAttribute("aria-label", one.getAttribute("aria-label").replace(/\d+/, n + 1));
    }
    const up = row.querySelector("button");
    if (up) up.disabled = n === 0 || !textOf(row).value.trim();
  });
}

function anotherRow(list, after) {
  const row = after.cloneNode(true);
  textOf(row).value = "";
  row.querySelector("select").value = after.querySelector("select").value;
  after.after(row);
  return row;
}

// The last row is always an empty one, and there is no second.
function tidy(list) {
  const rows = rowsOf(list);
  const last = rows.at(-1);
  if (textOf(last).value.trim()) {
    anotherRow(list, last).querySelector("select").selectedIndex = 0;
  }
  for (const row of rows.slice(0, -1).reverse()) {
    const next = row.nextElementSibling;
    const bothEmpty = !textOf(row).value.trim() && next && !textOf(next).value.trim();
    if (bothEmpty && !next.contains(document.activeElement)) next.remove();
  }
  number(list);
}

function move(list, row, up) {
  const other = up ? row.previousElementSibling : row.nextElementSibling;
  if (!other || !textOf(other).value.trim()) return;
  if (up) other.before(row);
  else other.after(row);
  textOf(row).focus();
  number(list);
}

function paste(list, row, event) {
  const text = event.clipboardData?.getData("text") ?? "";
  const lines = text.split(/\r?\n|;/).map((one) => one.trim()).filter(Boolean);
  if (lines.length < 2) return;
  event.preventDefault();
  let at = row;
  textOf(at).value = lines[0];
  for (const one of lines.slice(1)) {
    at = anotherRow(list, at);
    textOf(at).value = one;
  }
  textOf(at).focus();
  tidy(list);
}

function onKey(list, event) {
  const row = event.target.closest("li");
  if (!row || !event.target.matches("input")) return;
  if (event.key === "Enter") {
    event.preventDefault();
    tidy(list);
    const next = row.nextElementSibling;
    if (next) textOf(next).focus();
  } else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    event.preventDefault();
    move(list, row, event.key === "ArrowUp");
  }
}

for (const list of document.querySelectorAll("ol[data-names]")) {
  for (const row of rowsOf(list)) {
    const up = document.createElement("button");
    up.type = "button";
    up.textContent = list.dataset.up;
    up.setAttribute("aria-label", list.dataset.upLabel);
    row.append(up);
  }
  list.addEventListener("click", ({ target }) => {
    if (target.matches("button")) move(list, target.closest("li"), true);
  });
  list.addEventListener("input", () => tidy(list));
  list.addEventListener("keydown", (event) => onKey(list, event));
  list.addEventListener("paste", (event) => paste(list, event.target.closest("li"), event));
  tidy(list);
}
