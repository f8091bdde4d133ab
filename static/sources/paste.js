// The box for pasting: Enter reads a text of one line, as it would in a field of one line.

for (const box of document.querySelectorAll(".paste-box textarea, .pasting textarea")) {
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || box.value.includes("\n")) return;
    event.preventDefault();
    box.form.requestSubmit();
  });
}
