// Other texts, headings, sources, terms and addresses by their names: what is picked is written into the Markdown field.
import { writeBlock, writePicture, writeWords } from "./writing.js";

const EDITOR = "textarea.markdownx-editor";
const PAUSE = 150; // milliseconds
// Letters of the words that a link may stand on, and of the longest address: the server's LONGEST and LONGEST_ADDRESS.
const WORDS = 300;
const ADDRESS = 2_000;
const TITLES = { embed: "표나 글 넣기", link: "링크 넣기", any: "글 넣기와 링크", picture: "올린 그림 넣기" };
const ASKED = { picture: "그림 설명이나 파일 이름의 한 부분" }; // else as the page says it
const NOTHING = "찾은 것이 없습니다. 다른 말로 찾거나, 링크라면 https://로 시작하는 주소를 붙여 넣으세요.";
const FAILED = "목록을 불러오지 못했습니다. 로그인이 끝났는지 확인하고 다시 찾으세요.";

const dialog = document.querySelector("[data-picker]");
const box = dialog?.querySelector("[data-picker-query]");
const list = dialog?.querySelector("[data-picker-options]");
const said = dialog?.querySelector("[data-picker-said]");
const asks = dialog?.querySelector("label");
const asked = asks?.textContent;
let place; // {field, start, end, mode}: where the text goes
let options = [];
let timer;
let turn = new AbortController(); // of the newest question, the only one whose answer is shown

const all = () => [...list.children];
const current = () => all().findIndex((one) => one.getAttribute("aria-selected") === "true");

const mark = (index) => {
  all().forEach((one, at) => one.setAttribute("aria-selected", String(at === index)));
  const marked = all()[index];
  if (marked) box.setAttribute("aria-activedescendant", marked.id);
  else box.removeAttribute("aria-activedescendant");
  marked?.scrollIntoView({ block: "nearest" });
};

const row = ({ title, note, picture }, index) => {
  const made = Object.assign(document.createElement("li"), { id: `picker-${index}`, className: "picker__option" });
  made.setAttribute("role", "option");
  const what = Object.assign(document.createElement("span"), { className: "picker__note", textContent: note });
  if (picture) {
    made.append(Object.assign(document.createElement("img"), { className: "picker__picture", src: picture, alt: "" }));
  }
  made.append(title, what);
  made.addEventListener("click", () => pick(index));
  return made;
};

const show = (found, sentence = "") => {
  options = found;
  list.replaceChildren(...found.map(row));
  said.textContent = sentence;
  mark(found.length ? 0 : -1);
};

const ask = async () => {
  turn.abort();
  turn = new AbortController();
  const { signal } = turn;
  const chosen = place.field.value.slice(place.start, place.end).replace(/^\[\[$/, "");
  const query = new URLSearchParams({ q: box.value.slice(0, ADDRESS + 1), mode: place.mode, chosen });
  try {
    const answer = await fetch(`${dialog.dataset.picker}?${query}`, { signal });
    const found = (await answer.json()).options;
    show(found, found.length ? "" : NOTHING);
  } catch {
    if (!signal.aborted) show([], FAILED);
  }
};

// The description is selected: whoever wants other words here types them at once.
const describe = (field, start, text) => field.setSelectionRange(start + 2, start + text.indexOf("]("));

const pick = (index) => {
  const { text, alone, picture } = options[index];
  dialog.close();
  place.field.focus();
  place.field.setSelectionRange(place.start, place.end);
  if (!picture) (alone ? writeBlock : writeWords)(place.field, text);
  else describe(place.field, writePicture(place.field, text), text);
};

// Whole paragraphs are no words for a link: it stands behind them, and none of them is lost.
const around = ({ value, selectionEnd }, from) => {
  const end = from + value.slice(from, selectionEnd).trimEnd().length;
  const start = end - value.slice(from, end).trimStart().length;
  if (start === end) return { start: selectionEnd, end: selectionEnd };
  return value.slice(start, end).includes("\n") || end - start > WORDS ? { start: end, end } : { start, end };
};

const open = (field, mode, start = field.selectionStart) => {
  place = { field, mode, ...around(field, start) };
  dialog.querySelector("[data-picker-title]").textContent = TITLES[mode];
  asks.textContent = ASKED[mode] ?? asked;
  box.value = "";
  show([]);
  dialog.showModal();
  ask();
};

const KEYS = { ArrowDown: 1, ArrowUp: -1 };
dialog?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target === box) {
    event.preventDefault(); // never the form's own button
    if (current() >= 0) pick(current());
  }
  if (KEYS[event.key] && options.length) {
    event.preventDefault();
    mark((current() + KEYS[event.key] + options.length) % options.length);
  }
});
box?.addEventListener("input", (event) => {
  event.stopPropagation();
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE);
});
dialog?.querySelector("[data-picker-close]").addEventListener("click", () => dialog.close());
dialog?.addEventListener("close", () => place.field.focus());
document.addEventListener("markdown:pick", ({ target, detail }) => open(target, detail.mode));
document.addEventListener("input", ({ target, data }) => {
  const at = target.selectionStart;
  if (data !== "[" || !dialog || !target.matches(EDITOR) || target.value.slice(at - 2, at) !== "[[") return;
  open(target, target.name === "body" ? "any" : "link", at - 2);
});
