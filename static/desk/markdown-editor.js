// A toolbar that writes Markdown, above each Markdown field.
import { stepPastLine, writeBlock, writeWords } from "./writing.js";

const EDITOR = "textarea.markdownx-editor";
const eachLine = (mark) => (text) => text.split("\n").map((line, index) => mark(index) + line).join("\n");
const BUTTONS = [
  // word on the button, words to write where nothing is selected, what becomes of them, stands alone
  ["제목", "제목", (text) => `## ${text}`, true],
  ["굵게", "굵은 글", (text) => `**${text}**`, false],
  ["목록", "항목", eachLine(() => "- "), true],
  ["번호 단계", "할 일", eachLine((index) => `${index + 1}. `), true],
  ["주의 상자", "조심할 점", (text) => `::: 주의\n${text}\n:::`, true],
  ["참고 상자", "덧붙일 점", (text) => `::: 참고\n${text}\n:::`, true],
  ["접는 상자", "펼치면 보일 글", (text) => `::: 접기\n접었을 때 보일 한 줄\n\n${text}\n:::`, true],
];

const write = (field, [, words, make, alone]) => {
  const selected = field.value.slice(field.selectionStart, field.selectionEnd) || words;
  const made = make(selected);
  if (alone) stepPastLine(field);
  const start = (alone ? writeBlock : writeWords)(field, made);
  const at = made.indexOf(selected);
  const from = start + Math.max(at, 0);
  field.setSelectionRange(from, from + (at < 0 ? made.length : selected.length));
};

const button = (word, act) => Object.assign(document.createElement("button"), { type: "button", textContent: word, onclick: act });

const addToolbar = (field) => {
  const bar = document.createElement("div");
  bar.className = "markdown-tools";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", `${field.labels[0]?.firstChild.textContent.replace(":", "").trim() || "글"} 꾸미기`);
  const picture = button("그림", () => field.dispatchEvent(new CustomEvent("markdown:picture", { bubbles: true })));
  const table = button("표", () => field.dispatchEvent(new CustomEvent("markdown:table", { bubbles: true })));
  table.dataset.tableTool = "";
  const pick = (word, mode) =>
    button(word, () => field.dispatchEvent(new CustomEvent("markdown:pick", { bubbles: true, detail: { mode } })));
  const picks = field.name === "body" ? [pick("링크", "link"), pick("비교표·글 넣기", "embed")] : [pick("링크", "link")];
  bar.append(...BUTTONS.map((rule) => button(rule[0], () => write(field, rule))), table, ...picks, picture, pick("올린 그림", "picture"));
  [...bar.children].forEach((one, index) => { one.tabIndex = index ? -1 : 0; });
  bar.addEventListener("keydown", (event) => move(bar, event));
  field.before(bar);
};

// One stop for Tab, arrows inside: the pattern of a toolbar.
const move = (bar, event) => {
  const all = [...bar.children], now = all.indexOf(document.activeElement);
  const next = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: all.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  for (const one of all) one.tabIndex = -1;
  const target = all.at(next % all.length);
  target.tabIndex = 0;
  target.focus();
};

const enhance = (place) => {
  for (const field of place.querySelectorAll(EDITOR)) {
    if (!field.closest(".empty-form") && !field.parentElement.querySelector(".markdown-tools")) addToolbar(field);
  }
};

document.addEventListener("formset:added", (event) => enhance(event.target));
enhance(document);
