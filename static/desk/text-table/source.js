// A table of a Markdown text as rows of cells, and back. Cells are cut as markdown-it cuts them: a | behind a \ belongs
// to the cell. A <br> is a line break of the cell. No element of the page is known here.
const DELIMITER = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;
const OTHER_BLOCK = /^\s{0,3}(#{1,6}\s|>|:::|```|~~~|[-*+]\s|\d+[.)]\s|\[\[)/; // ends a table above it
const FENCE = /^\s{0,3}(```|~~~)/;

export function cellsOf(line) {
  const cells = line.trim().split(/(?<!\\)\|/).map((cell) => cell.replaceAll("\\|", "|").trim());
  if (cells[0] === "") cells.shift();
  if (cells.at(-1) === "") cells.pop();
  return cells.map((cell) => cell.replace(/\s*<br\s*\/?>\s*/gi, "\n"));
}

// {start, end, rows, marks, indent} of the table round a place in a text; null where none is. Each row has equally many cells.
export function tableAt(text, at) {
  const lines = text.split("\n");
  const line = text.slice(0, at).split("\n").length - 1;
  if (lines.slice(0, line + 1).filter((one) => FENCE.test(one)).length % 2) return null; // code
  const isIn = (one) => lines[one]?.trim() && !OTHER_BLOCK.test(lines[one]);
  let [first, last] = [line, line];
  while (isIn(first - 1)) first -= 1;
  while (isIn(last + 1)) last += 1;
  const marks = lines.findIndex((one, place) => first < place && place <= last && one.includes("|") && DELIMITER.test(one));
  if (!isIn(line) || marks < 0 || line < marks - 1 || !lines[marks - 1].includes("|")) return null;
  const start = lines.slice(0, marks - 1).join("\n").length + (marks > 1 ? 1 : 0);
  const kept = lines.slice(marks - 1, last + 1);
  const rows = kept.filter((_, place) => place !== 1).map(cellsOf);
  const [indent] = /^ */.exec(kept[0]);
  return { start, end: start + kept.join("\n").length, rows: squared(rows), marks: cellsOf(lines[marks]), indent };
}

// Every row as wide as the widest, so that a cell too many is seen in place of being lost.
export function squared(rows) {
  const width = Math.max(1, ...rows.map((row) => row.length));
  return rows.map((row) => [...row, ...Array(width - row.length).fill("")]);
}

export function sourceOf({ rows, marks, indent = "" }) {
  const line = (cells) => `${indent}| ${cells.join(" | ")} |`;
  const [head, ...body] = rows.map((row) => line(row.map(written)));
  return [head, line(rows[0].map((_, column) => marks[column] ?? "---")), ...body].join("\n");
}

function written(cell) {
  return cell.trim().replaceAll("|", "\\|").replace(/\s*\n\s*/g, "<br>");
}
