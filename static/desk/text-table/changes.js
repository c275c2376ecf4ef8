// Rows and columns put in, taken away and moved: {rows, marks, place, sentence} of the table after it.
import { MOST, WIDEST } from "../grid/columns.js";

const moved = (list, from, to) => {
  const made = [...list];
  made.splice(to, 0, ...made.splice(from, 1));
  return made;
};
const without = (list, at) => list.filter((_, place) => place !== at);
const empty = (width) => Array(width).fill("");
const SAME = "더 옮길 곳이 없습니다.";

function putRow({ rows, row, column }) {
  if (rows.length >= MOST) return { rows, place: [row, column], sentence: `글 안의 표는 ${MOST}줄까지 만들 수 있습니다.` };
  return { rows: rows.toSpliced(row + 1, 0, empty(rows[0].length)), place: [row + 1, column], sentence: "줄을 넣었습니다." };
}

function dropRow({ rows, row, column }) {
  if (rows.length === 1) return { rows, place: [row, column], sentence: "마지막 줄은 지울 수 없습니다." };
  return { rows: without(rows, row), place: [row, column], sentence: "줄을 지웠습니다." };
}

function moveRow({ rows, row, column }, step) {
  const to = row + step;
  if (to < 0 || to >= rows.length) return { rows, place: [row, column], sentence: SAME };
  return { rows: moved(rows, row, to), place: [to, column], sentence: `${to + 1}번째로 옮겼습니다.` };
}

function putColumn({ rows, marks, row, column }) {
  if (rows[0].length >= WIDEST) return { rows, place: [row, column], sentence: `글 안의 표는 ${WIDEST}열까지 만들 수 있습니다.` };
  return {
    rows: rows.map((cells) => cells.toSpliced(column + 1, 0, "")),
    marks: marks.toSpliced(column + 1, 0, "---"),
    place: [row, column + 1],
    sentence: "열을 넣었습니다.",
  };
}

function dropColumn({ rows, marks, row, column }) {
  if (rows[0].length === 1) return { rows, place: [row, column], sentence: "마지막 열은 지울 수 없습니다." };
  return {
    rows: rows.map((cells) => without(cells, column)),
    marks: without(marks, column),
    place: [row, column],
    sentence: "열을 지웠습니다.",
  };
}

function moveColumn({ rows, marks, row, column }, step) {
  const to = column + step;
  if (to < 0 || to >= rows[0].length) return { rows, place: [row, column], sentence: SAME };
  return {
    rows: rows.map((cells) => moved(cells, column, to)),
    marks: moved(marks, column, to),
    place: [row, to],
    sentence: `${to + 1}번째 열로 옮겼습니다.`,
  };
}

const CHANGES = {
  "row-below": putRow,
  "row-gone": dropRow,
  "row-up": (table) => moveRow(table, -1),
  "row-down": (table) => moveRow(table, 1),
  "column-beside": putColumn,
  "column-gone": dropColumn,
  "column-left": (table) => moveColumn(table, -1),
  "column-right": (table) => moveColumn(table, 1),
};

export function changeTable(name, rows, marks, [row, column]) {
  const whole = rows[0].map((_, at) => marks[at] ?? "---");
  return CHANGES[name]({ rows, marks: whole, row, column });
}
