// Enter goes on to the same column of the next part (and makes one after the last); arrows leave a cell at its edge.
import { add, isGone, partsOf } from "./parts.js";

const CELL = ".part__cells [name]";
const cellsOf = (part) => [...part.querySelectorAll(CELL)];

function beside(grid, part, step) {
  const shown = partsOf(grid).filter((one) => one === part || !isGone(one));
  return shown[shown.indexOf(part) + step];
}

function go(grid, cell, step) {
  const part = cell.closest(".part");
  const target = beside(grid, part, step);
  if (target) cellsOf(target)[cellsOf(part).indexOf(cell)].focus();
  return Boolean(target);
}

export function atEdge(cell, key) {
  if (cell.tagName === "SELECT") return false; // arrows choose there
  const { selectionStart: start, selectionEnd: end, value } = cell;
  if (start !== end) return false;
  if (key === "ArrowUp") return !value.slice(0, start).includes("\n") && start === 0;
  if (key === "ArrowDown") return end === value.length;
  return key === "ArrowLeft" ? start === 0 : end === value.length;
}

function sideways(cell, step) {
  const cells = cellsOf(cell.closest(".part"));
  cells[cells.indexOf(cell) + step]?.focus();
}

const ARROWS = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: 1 };

export function onKey(grid, event) {
  const cell = event.target.closest(CELL);
  if (!cell || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter" && cell.tagName !== "SELECT") {
    event.preventDefault();
    if (go(grid, cell, event.shiftKey ? -1 : 1) || event.shiftKey) return;
    add(grid);
    go(grid, cell, 1);
  } else if (event.key in ARROWS && !event.shiftKey && atEdge(cell, event.key)) {
    event.preventDefault();
    if (event.key.endsWith("Left") || event.key.endsWith("Right")) sideways(cell, ARROWS[event.key]);
    else go(grid, cell, ARROWS[event.key]);
  }
}
