// The parts (rows, items) of one grid. They are the fields of Django's formset, whose names carry a number: what is
// sent is always what stands in the page.
export const partsOf = (grid) => [...grid.querySelectorAll("[data-parts] > .part")];
export const field = (part, name) => part.querySelector(`[name$="-${name}"]:not([name^="initial-"])`);
export const isGone = (part) => part.classList.contains("is-gone");
export const say = (grid, sentence) => {
  grid.querySelector("[data-said]").textContent = sentence;
};

const count = (grid) => grid.querySelector(`[name="${grid.dataset.grid}-TOTAL_FORMS"]`);

export function renumber(grid) {
  partsOf(grid).forEach((part, place) => {
    field(part, "position").value = place;
  });
}

export function nameOf(grid, part) {
  const first = part.querySelector(".part__cells [name]")?.value.trim();
  return first || `새 ${grid.dataset.word}`;
}

export function showName(grid, part) {
  part.querySelector("[data-name]").textContent = nameOf(grid, part);
}

export function add(grid, after = null) {
  const number = count(grid).value;
  const made = document.createElement("template");
  made.innerHTML = grid.querySelector("[data-empty-part]").innerHTML.replaceAll("__prefix__", number);
  const part = made.content.firstElementChild;
  count(grid).value = Number(number) + 1;
  if (after) after.after(part);
  else grid.querySelector("[data-parts]").append(part);
  renumber(grid);
  part.dispatchEvent(new CustomEvent("formset:added", { bubbles: true, detail: { formsetName: grid.dataset.grid } }));
  return part;
}

const OWN = new Set(["position", "key", "id", "DELETE"]);
const nameIn = (input) => input.name.replace(/^.*?-\d+-/, "");

export function copy(from, to) {
  for (const input of from.querySelectorAll("[name]")) {
    const name = nameIn(input);
    const target = field(to, name);
    if (target && !OWN.has(name) && !input.name.startsWith("initial-") && target.type !== "hidden") target.value = input.value;
  }
}

export function duplicate(grid, part) {
  const made = add(grid, part);
  copy(part, made);
  showName(grid, made);
  return made;
}

// A part that is taken away stays in the page until it is saved, so that it can be brought back.
export function remove(grid, part, gone = true) {
  field(part, "DELETE").checked = gone;
  part.classList.toggle("is-gone", gone);
  const name = nameOf(grid, part);
  say(grid, gone ? `지움: ‘${name}’. 저장하면 사라집니다.` : `되돌림: ‘${name}’.`);
}

export function isEmpty(part) {
  return [...part.querySelectorAll("[name]")].every(
    (input) => OWN.has(nameIn(input)) || input.type === "hidden" || input.tagName === "SELECT" || !input.value.trim(),
  );
}
