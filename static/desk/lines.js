// A title or an answer is one line, however it breaks on the screen; below it stands how many letters it may still have.
const said = (field) => `${field.value.length}자 · ${Math.max(0, field.maxLength - field.value.length)}자 더 쓸 수 있습니다`;

function count(field) {
  const place = Object.assign(document.createElement("p"), { className: "line__count", id: `${field.id}_count` });
  field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${place.id}`.trim());
  const say = () => {
    place.textContent = said(field);
  };
  field.addEventListener("input", say);
  field.after(place);
  say();
}

for (const field of document.querySelectorAll("textarea[data-line]")) {
  if (field.maxLength > 0) count(field);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) event.preventDefault();
  });
}
