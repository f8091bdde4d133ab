// The bar of an import moves by itself; without this, the page is looked at again.

const place = document.querySelector("[data-progress]");
const bar = place.querySelector("progress");
const done = place.querySelector(".done");
const figures = new Intl.NumberFormat(document.documentElement.lang);

async function look() {
  const answer = await fetch(place.dataset.progress).catch(() => null);
  if (answer?.ok) {
    const run = await answer.json();
    if (!run.is_at_work) {
      location.reload();
      return;
    }
    done.textContent = figures.format(run.done);
    if (run.total) bar.value = run.done;
  }
  setTimeout(look, 1000);
}

setTimeout(look, 500);
