// A table inside a text, edited in cells. The text changes once, when the table is put back: one Ctrl+Z undoes it all.
import { say } from "../field-status.js";
import { MOST, WIDEST, read } from "../grid/columns.js";
import { type, writeBlock } from "../writing.js";
import { draw, filled, focusOn, leadsTo, placeOf, readCells } from "./cells.js";
import { changeTable } from "./changes.js";
import { sourceOf, tableAt } from "./source.js";

const EDITOR = "textarea.markdownx-editor";
const EMPTY = { rows: [["", "", ""], ["", "", ""], ["", "", ""]], marks: [] };
const LOST = "고친 칸이 있습니다. 글에 넣지 않고 닫으려면 한 번 더 누르세요.";

const dialog = document.querySelector("[data-text-table]");
const table = dialog?.querySelector("table");
const said = dialog?.querySelector("[data-text-table-said]");
let field; // the text
let found; // its table, null for a new one
let marks; // left, middle or right, of each column
let begun; // the cells as they were opened, as JSON
let cell; // the last one that somebody was in

function open(target) {
  field = target;
  found = tableAt(field.value, field.selectionStart);
  const { rows } = found ?? EMPTY;
  marks = [...(found?.marks ?? [])];
  said.textContent = "";
  draw(table, rows);
  begun = JSON.stringify(readCells(table));
  dialog.showModal();
  focusOn(table, 0, 0);
}

function put() {
  const text = sourceOf({ rows: readCells(table), marks, indent: found?.indent });
  dialog.close();
  if (found && sourceOf(found) === text) return;
  if (found) {
    field.setSelectionRange(found.start, found.end);
    type(field, text);
  } else writeBlock(field, text);
  say(field, "표를 넣었습니다. 되돌리려면 Ctrl+Z를 누르세요.");
}

// Esc or 그만두기 by mistake would lose every row that was typed: it takes a second press.
function mayClose() {
  const isChanged = JSON.stringify(readCells(table)) !== begun;
  if (!isChanged || said.textContent === LOST) return true;
  said.textContent = LOST;
  return false;
}

function show(rows, [row, column], sentence) {
  draw(table, rows);
  focusOn(table, Math.min(row, rows.length - 1), Math.min(column, rows[0].length - 1));
  said.textContent = sentence;
}

function change(name) {
  const made = changeTable(name, readCells(table), marks, placeOf(cell));
  if (made.marks) marks = made.marks;
  show(made.rows, made.place, made.sentence);
}

function onKey(event) {
  if (!event.target.matches("textarea") || event.isComposing || event.ctrlKey || event.metaKey) return;
  if (event.key === "Enter" && event.altKey) type(event.target, "\n");
  const place = leadsTo(event);
  if (!place) return;
  event.preventDefault();
  if (focusOn(table, ...place) || event.key !== "Enter" || event.shiftKey) return;
  change("row-below");
}

function onPaste(event) {
  const text = event.clipboardData.getData("text/plain");
  if (!event.target.matches("textarea") || !text.trim().includes("\t")) return; // lines of a text stay in the cell
  event.preventDefault();
  const pasted = read(text);
  const at = placeOf(event.target);
  if (at[0] + pasted.length > MOST) {
    said.textContent = `${pasted.length.toLocaleString()}줄은 글 안의 표에는 너무 많습니다. ${MOST}줄까지 넣을 수 있습니다. 긴 표는 비교표로 만드세요.`;
  } else if (at[1] + Math.max(...pasted.map((cells) => cells.length)) > WIDEST) {
    said.textContent = `글 안의 표는 ${WIDEST}열까지 만들 수 있습니다. 필요한 열만 복사해 붙여 넣으세요.`;
  } else show(filled(readCells(table), at, pasted), at, `${pasted.length}줄을 넣었습니다.`);
}

function listen() {
  dialog.addEventListener("focusin", ({ target }) => {
    if (target.matches("textarea")) cell = target;
  });
  dialog.addEventListener("keydown", onKey);
  dialog.addEventListener("paste", onPaste);
  dialog.addEventListener("input", (event) => event.stopPropagation()); // a cell is no field of the form
  for (const button of dialog.querySelectorAll("[data-change]")) {
    button.addEventListener("click", () => change(button.dataset.change));
  }
  dialog.querySelector("[data-text-table-put]").addEventListener("click", put);
  dialog.querySelector("[data-text-table-close]").addEventListener("click", () => mayClose() && dialog.close());
  dialog.addEventListener("cancel", (event) => mayClose() || event.preventDefault());
  dialog.addEventListener("close", () => field.focus());
  document.addEventListener("markdown:table", ({ target }) => open(target));
}

if (dialog) listen();

// The button says whether it makes a table or opens the one in which somebody writes.
document.addEventListener("selectionchange", () => {
  const target = document.activeElement;
  if (!dialog || !target?.matches(EDITOR)) return;
  const button = target.parentElement.querySelector("[data-table-tool]");
  if (button) button.textContent = tableAt(target.value, target.selectionStart) ? "이 표 고치기" : "표";
});
