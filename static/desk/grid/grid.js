// The grid of rows and items: what each module adds to the plain form.
import { onKey } from "./keys.js";
import { addButtons, makeDraggable, putInOrder } from "./order.js";
import { add, partsOf } from "./parts.js";
import { listen } from "./paste.js";

for (const grid of document.querySelectorAll("[data-grid]")) {
  grid.classList.add("is-live");
  putInOrder(grid);
  partsOf(grid).forEach((part) => addButtons(grid, part));
  makeDraggable(grid);
  listen(grid);
  grid.addEventListener("formset:added", (event) => addButtons(grid, event.target));
  grid.addEventListener("keydown", (event) => onKey(grid, event));
  grid.querySelector("[data-add]").addEventListener("click", () => {
    const part = add(grid);
    part.querySelector(".part__panel").open = true;
    part.querySelector(".part__cells [name]").focus();
  });
}
