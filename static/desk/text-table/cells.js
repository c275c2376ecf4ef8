// The cells of the dialog: text fields in a table. What is drawn is always what `rows` says.
import { atEdge } from "../grid/keys.js";
import { squared } from "./source.js";

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

const make = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};

export const placeOf = (field) => [Number(field.dataset.row), Number(field.dataset.column)];

export function readCells(table) {
  const rows = [];
  for (const field of table.querySelectorAll("textarea")) {
    const [row] = placeOf(field);
    (rows[row] ??= []).push(field.value);
  }
  return squared(rows);
}

export function draw(table, rows) {
  const cell = (value, row, column) => {
    const name = row ? `${row}번째 줄 ${column + 1}번째 칸` : `${column + 1}번째 열의 제목`;
    const field = make("textarea", { rows: 1, value, ariaLabel: name, autocomplete: "off" });
    Object.assign(field.dataset, { row, column });
    return make(row ? "td" : "th", row ? {} : { scope: "col" }, field);
  };
  const line = (cells, row) => make("tr", {}, ...cells.map((value, column) => cell(value, row, column)));
  const [head, ...body] = rows.map(line);
  table.replaceChildren(make("thead", {}, head), make("tbody", {}, ...body));
}

export function focusOn(table, row, column) {
  const field = table.querySelector(`[data-row="${row}"][data-column="${column}"]`);
  field?.focus();
  return Boolean(field);
}

// Where a key leads to from a cell: [row, column]; null where it writes as ever.
export function leadsTo({ key, shiftKey, altKey, target }) {
  const [row, column] = placeOf(target);
  if (key === "Enter" && !altKey) return [row + (shiftKey ? -1 : 1), column];
  if (!ARROWS[key] || shiftKey || altKey || !atEdge(target, key)) return null;
  return [row + ARROWS[key][0], column + ARROWS[key][1]];
}

// What was copied from a spreadsheet, from this cell on; the table grows as far as it must.
export function filled(rows, [row, column], pasted) {
  const grown = rows.map((cells) => [...cells]);
  pasted.forEach((cells, down) => {
    const target = (grown[row + down] ??= []);
    cells.forEach((value, right) => {
      target[column + right] = value.trim();
    });
  });
  return squared(grown.map((cells) => Array.from(cells, (value) => value ?? "")));
}
