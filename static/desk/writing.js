// Writing into a Markdown field: with the editor's undo, and never onto a line that marks a block.
const FENCE = /^\s*(:::|```|~~~|\[\[.*\]\]\s*$)/; // the first and last line of a box or of code; another text
const WITHIN = /^\s*([-*+>|]|\d+[.)])/; // a list, a quotation, a table: what is written stays in it
const TABLE_ROW = /^\s*\|.*\|\s*$/;
const BOX = /^\s{0,3}:::/; // its first line has a word after the mark, its last line has none
const CODE = /^\s{0,3}(```|~~~)/;
const OF_LINES = [/^\s*\|/, /^\s*>/]; // a table, a quotation: every line of the block begins so
const MANY = 50; // lines, from which on putting them in one by one is felt
const OF_A_LINE = /^\s*(#{1,6}\s|[-*+]\s|\d+[.)]\s)/; // a heading, an item

// execCommand keeps the editor's undo (Ctrl+Z), which setRangeText would lose.
export function type(field, text) {
  field.focus();
  if (text.split("\n").length > MANY && typeInOnePiece(field, text)) return;
  if (document.execCommand("insertText", false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

// Chromium puts in a text line by line: 4,000 paragraphs took minutes. As escaped HTML they arrive in one piece; where a
// browser takes none in a text field, or makes something else of it, line by line it is.
function typeInOnePiece(field, text) {
  const { value, selectionStart: start, selectionEnd: end } = field;
  if (!document.execCommand("insertHTML", false, text.replace(/&/g, "&amp;").replace(/</g, "&lt;"))) return false;
  if (field.value === value.slice(0, start) + text + value.slice(end)) return true;
  document.execCommand("undo");
  field.setSelectionRange(start, end);
  return false;
}

const breaksMissing = (text, edge) => (text.trim() ? "\n".repeat(2 - Math.min(2, text.match(edge)[0].length)) : "");

// A paragraph, heading, box or table of its own. Returns where `text` begins.
export function writeBlock(field, text) {
  stepOffMarks(field);
  stepOutOfBlock(field, BOX.test(text));
  const { selectionStart: start, selectionEnd: end, value } = field;
  const lead = breaksMissing(value.slice(0, start), /\n*$/);
  type(field, lead + text + breaksMissing(value.slice(end), /^\n*/));
  return start + lead.length;
}

// Out of the middle of a line to its end, for what was not put where the caret stands on purpose.
export function stepPastLine(field) {
  const { end, isAtStart } = lineAround(field);
  if (field.selectionStart === field.selectionEnd && !isAtStart) field.setSelectionRange(end, end);
}

// Words in a line; where the line marks a block, a paragraph beside it. Returns where `text` begins.
export function writeWords(field, text) {
  const at = field.selectionStart;
  if (isOnMark(field)) return writeBlock(field, text);
  type(field, text);
  return at;
}

// A picture: a paragraph of its own, but within a list or a table where it was put. Returns where `text` begins.
export function writePicture(field, text) {
  return WITHIN.test(lineAround(field).line) ? writeWords(field, text) : writeBlock(field, text);
}

function lineAround({ value, selectionStart: at }) {
  const start = value.lastIndexOf("\n", at - 1) + 1;
  const next = value.indexOf("\n", at);
  const end = next < 0 ? value.length : next;
  return { start, end, line: value.slice(start, end), isAtEnd: at === end, isAtStart: at === start };
}

function isOnMark(field) {
  const { line, isAtEnd } = lineAround(field);
  return FENCE.test(line) || (isAtEnd && TABLE_ROW.test(line));
}

// From inside a line of marks to its end; from before it, it stays before it.
function stepOffMarks(field) {
  const { end, isAtStart } = lineAround(field);
  if (isOnMark(field) && !isAtStart) field.setSelectionRange(end, Math.max(end, field.selectionEnd));
}

// From within a table, a quotation, code, a heading or an item to its end: none of them can hold another block, and no
// box can hold a box.
function stepOutOfBlock(field, isForBox) {
  if (field.selectionStart !== field.selectionEnd) return; // what is selected becomes the block
  const lines = field.value.split("\n");
  const at = field.value.slice(0, field.selectionStart).split("\n").length - 1;
  const { isAtStart } = lineAround(field);
  const last = (isForBox ? lastLineOfBox(lines, at, isAtStart) : null) ?? lastLineOfBlock(lines, at, isAtStart);
  if (last === null) return;
  const end = lines.slice(0, last + 1).join("\n").length;
  field.setSelectionRange(end, end);
}

function lastLineOfBlock(lines, at, isAtStart) {
  const before = lines.slice(0, isAtStart ? at : at + 1);
  if (before.filter((line) => CODE.test(line)).length % 2) {
    const closing = lines.findIndex((line, place) => place >= before.length && CODE.test(line));
    return closing < 0 ? lines.length - 1 : closing;
  }
  const mark = OF_LINES.find((one) => one.test(lines[at]));
  if (mark && !(isAtStart && !mark.test(lines[at - 1] ?? ""))) {
    const after = lines.findIndex((line, place) => place > at && !mark.test(line));
    return (after < 0 ? lines.length : after) - 1;
  }
  return OF_A_LINE.test(lines[at]) && !isAtStart ? at : null;
}

function lastLineOfBox(lines, at, isAtStart) {
  let isInCode = false;
  let isInBox = false;
  lines.slice(0, isAtStart ? at : at + 1).forEach((line) => {
    if (CODE.test(line)) isInCode = !isInCode;
    else if (BOX.test(line) && !isInCode) isInBox = line.trim() !== ":::";
  });
  if (!isInBox) return null;
  const closing = lines.findIndex((line, place) => place >= at && line.trim() === ":::");
  return closing < 0 ? lines.length - 1 : closing;
}
