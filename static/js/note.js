// The note for a call is made here and nowhere else: it is copied or printed, never sent. What looks like personal data
// is refused by the forms of kbhelp/text.py, which come with the page; where a browser cannot read them nothing is offered.
const SAID = "이 칸에 개인정보처럼 보이는 것이 있습니다";

export function personalIn(text, { kept, personal }) {
  const named = personal.map(([, form], number) => `(?<p${number}>${form})`);
  const forms = new RegExp([`(?<kept>${kept})`, ...named].join("|"), "giu");
  const plain = text.normalize("NFKC").replace(/(?![\t\n\r\v\f\x85])[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, "");
  return [...plain.matchAll(forms)]
    .filter((match) => match.groups.kept === undefined)
    .map((match) => personal.find((_, number) => match.groups[`p${number}`] !== undefined)[0]);
}

function offerNote() {
  const note = document.querySelector("[data-note]");
  if (!note) return;
  const forms = JSON.parse(document.getElementById("personal-forms").textContent);
  try {
    personalIn("", forms);
  } catch {
    return; // a browser without these forms: the note stays a blank to write on
  }
  offer(note.querySelector("[data-note-copy]"), () => isFit(note, forms) && copy(note));
  offer(note.querySelector("[data-note-print]"), () => isFit(note, forms) && print());
}

function offer(button, work) {
  button.hidden = false;
  button.addEventListener("click", work);
}

function fields(note) {
  return [...note.querySelectorAll("textarea, input")];
}

function isFit(note, forms) {
  note.querySelectorAll("[data-note-refused]").forEach((line) => line.remove());
  const refused = fields(note).filter((field) => mark(field, personalIn(field.value, forms)));
  refused[0]?.focus();
  note.querySelector("[data-note-said]").textContent = "";
  return refused.length === 0;
}

function mark(field, kinds) {
  field.removeAttribute("aria-invalid");
  field.removeAttribute("aria-describedby");
  if (!kinds.length) return false;
  const line = document.createElement("p");
  line.className = "note__refused";
  line.id = `${field.id}-refused`;
  line.dataset.noteRefused = "";
  line.setAttribute("role", "alert");
  line.textContent = `${SAID}(${[...new Set(kinds)].join(", ")}). 지우고 다시 눌러 주세요.`;
  field.after(line);
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", line.id);
  return true;
}

function textOf(note) {
  const facts = [...note.querySelector("[data-note-facts]").children].map((part) =>
    part.matches("dt") ? part.textContent : `- ${part.textContent}`,
  );
  const written = fields(note).filter((field) => field.value.trim());
  return [...facts, ...written.flatMap((field) => [field.labels[0].textContent, `- ${field.value.trim()}`])].join("\n");
}

async function copy(note) {
  const said = note.querySelector("[data-note-said]");
  try {
    await navigator.clipboard.writeText(textOf(note));
    said.textContent = "메모를 복사했습니다.";
  } catch {
    said.textContent = "복사하지 못했습니다. 인쇄하거나 화면을 그대로 읽으셔도 됩니다.";
  }
}

function print() {
  const page = document.documentElement;
  page.dataset.printing = "note";
  addEventListener("afterprint", () => delete page.dataset.printing, { once: true });
  window.print();
}

document.addEventListener("fragment", offerNote);
offerNote();
