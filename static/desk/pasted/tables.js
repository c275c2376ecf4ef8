// Tables as Markdown can hold them: every row as many cells, the first row for headings, each cell one line.
import { isEmpty, rename, unwrap } from "./elements.js";

export const PIPE = "\ue000"; // stand for what Markdown would take for the end of a cell or of a row
export const BREAK = "\ue001";

const flatten = (cell) => {
  for (const block of cell.querySelectorAll("p, div, li, br, tr")) block.before(BREAK);
  const text = cell.ownerDocument.createElement("span");
  text.append(...cell.childNodes);
  for (const block of text.querySelectorAll("p, div, ul, ol, li, br, table, tbody, thead, tr, td, h1, h2, h3, h4, h5, h6")) {
    block.replaceWith(...block.childNodes, " ");
  }
  const walker = cell.ownerDocument.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) walker.currentNode.data = walker.currentNode.data.replaceAll("|", PIPE);
  cell.append(...text.childNodes);
};

// Where cells were merged, the content stands in the first and the others are empty. Returns how many were merged.
const spread = (rows) => {
  let merged = 0;
  rows.forEach((row, at) => {
    for (const cell of [...row.cells]) {
      const wide = Math.min(Number(cell.getAttribute("colspan")) || 1, 50);
      const high = Math.min(Number(cell.getAttribute("rowspan")) || 1, rows.length - at);
      if (wide > 1 || high > 1) merged += 1;
      cell.removeAttribute("colspan");
      cell.removeAttribute("rowspan");
      const column = [...row.cells].indexOf(cell);
      for (let further = 1; further < wide; further += 1) cell.after(row.ownerDocument.createElement("td"));
      for (let below = 1; below < high; below += 1) {
        for (let further = 0; further < wide; further += 1) {
          const made = row.ownerDocument.createElement("td");
          rows[at + below].insertBefore(made, rows[at + below].cells[column] ?? null);
        }
      }
    }
  });
  return merged;
};

const rebuild = (table, rows) => {
  const width = Math.max(...rows.map((row) => row.cells.length));
  for (const row of rows) {
    for (const cell of [...row.cells]) flatten(cell);
    while (row.cells.length < width) row.append(row.ownerDocument.createElement("td"));
    for (const cell of [...row.cells]) rename(cell, row === rows[0] ? "th" : "td");
  }
  for (const bold of rows[0].querySelectorAll("b, strong")) unwrap(bold); // headings are bold already
  const made = table.ownerDocument.createElement("table");
  made.append(...rows);
  table.replaceWith(made);
};

export const makeTables = (body) => {
  let merged = 0;
  for (const table of [...body.querySelectorAll("table")].filter((one) => !one.parentElement.closest("table"))) {
    const rows = [...table.rows].filter((row) => !isEmpty(row));
    if (rows.length === 0) table.remove();
    else if (rows.length === 1 && rows[0].cells.length === 1) table.replaceWith(...rows[0].cells[0].childNodes); // a frame
    else {
      merged += spread(rows);
      rebuild(table, rows);
    }
  }
  return merged;
};
