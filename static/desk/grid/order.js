// Putting parts in order, by buttons and by dragging; copying one and taking one away.
import { duplicate, field, partsOf, remove, renumber, say, showName } from "./parts.js";

const BUTTONS = [
  ["up", "↑", "위로"],
  ["down", "↓", "아래로"],
  ["copy", "복제", "복제"],
  ["gone", "지우기", "지우기"],
  ["back", "되돌리기", "되돌리기"],
];

function move(grid, part, step) {
  const list = partsOf(grid);
  const other = list[list.indexOf(part) + step];
  if (!other) return;
  if (step < 0) other.before(part);
  else other.after(part);
  renumber(grid);
  say(grid, `${list.indexOf(other) + 1}번째로 옮겼습니다.`);
}

const ACTS = {
  up: (grid, part) => move(grid, part, -1),
  down: (grid, part) => move(grid, part, 1),
  copy: (grid, part) => duplicate(grid, part).querySelector(".part__cells [name]").focus(),
  gone: (grid, part) => remove(grid, part),
  back: (grid, part) => remove(grid, part, false),
};

function act(grid, part, button) {
  const { act: name } = button.dataset;
  ACTS[name](grid, part);
  const next = { gone: "back", back: "gone" }[name];
  if (next) part.querySelector(`[data-act=${next}]`).focus();
  else if (name !== "copy") button.focus();
}

export function addButtons(grid, part) {
  const place = part.querySelector("[data-buttons]");
  if (place.childElementCount) return;
  for (const [name, sign, word] of BUTTONS) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: sign, ariaLabel: word });
    button.dataset.act = name;
    button.addEventListener("click", () => act(grid, part, button));
    place.append(button);
  }
  part.querySelector(".part__cells [name]").addEventListener("input", () => showName(grid, part));
  if (field(part, "DELETE")?.checked) part.classList.add("is-gone");
}

// After a refusal the server sends the new parts last; the editor had them in this order.
export function putInOrder(grid) {
  const place = (part) => Number(field(part, "position").value);
  grid.querySelector("[data-parts]").append(...partsOf(grid).sort((one, other) => place(one) - place(other)));
}

export function makeDraggable(grid) {
  window.Sortable?.create(grid.querySelector("[data-parts]"), {
    handle: "[data-handle]",
    animation: 120,
    onEnd: () => {
      renumber(grid);
      say(grid, "차례를 바꿨습니다. 저장해야 남습니다.");
    },
  });
}
