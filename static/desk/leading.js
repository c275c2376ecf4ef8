// A sentence about a field leads to it: one in the form by its link, one on another page by the address of the form.
const leadTo = (field, line) => {
  field.closest("details")?.setAttribute("open", "");
  const panel = field.closest("[hidden]");
  if (panel) panel.hidden = false;
  (field.closest(".form-row") ?? field).scrollIntoView({ block: "start" });
  field.focus({ preventScroll: true });
  if (field.tagName !== "TEXTAREA" || line < 1) return;
  const lines = field.value.split("\n");
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  field.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
};

const fieldOf = (hash) => document.getElementById(hash.slice(1));

// Also those above the form, which say why nothing was published.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-line]");
  const field = link && fieldOf(link.hash);
  if (!field) return;
  event.preventDefault();
  leadTo(field, Number(link.dataset.line));
});

// Once the other scripts have made the rows what they are. Then the place is taken out of the address: who saves or
// comes back later is not led there again.
addEventListener("load", () => {
  const url = new URL(location);
  const field = url.searchParams.has("line") && fieldOf(url.hash);
  if (!field) return;
  leadTo(field, Number(url.searchParams.get("line")));
  url.searchParams.delete("line");
  history.replaceState(history.state, "", url.pathname + url.search);
});
