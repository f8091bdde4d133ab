// The ledger's typed filters suggest names while they are written. Without it they are just typed.

async function suggest(input) {
  const asked = new URLSearchParams({
    app_label: "sources",
    model_name: "source",
    field_name: input.dataset.suggests,
    term: input.value,
  });
  const answer = await fetch(`${input.dataset.address}?${asked}`).catch(() => null);
  if (!answer?.ok) return;
  const { results } = await answer.json();
  const options = results.map(({ text }) => new Option(text, text));
  input.list.replaceChildren(...options);
}

const waiting = new WeakMap();
for (const input of document.querySelectorAll("input[data-suggests]")) {
  input.addEventListener("input", () => {
    clearTimeout(waiting.get(input));
    if (input.value.length > 1) waiting.set(input, setTimeout(() => suggest(input), 250));
  });
}
