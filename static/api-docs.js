// Shows the API's own description. Without scripts the page links to it.
const place = document.getElementById("docs");
window.addEventListener("DOMContentLoaded", () => {
  window.SwaggerUIBundle({ url: place.dataset.schema, domNode: place, deepLinking: true });
});
