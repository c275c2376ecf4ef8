// While a syllable is being put together no request is made for a lone jamo: "인ㅈ" waits for "인즈" or "인증".
// Several initials are a query of their own, though the last of them is still being composed.
const form = document.querySelector("[data-search]");
const field = form?.elements.q;
const LONE_JAMO_AT_END = /[ㄱ-ㅎㅏ-ㅣ]$/;
let composing = false;

// What asks while a reader types is fetched when a field is first entered: whoever only reads the results needs none of
// it, and until it is there the form loads its page. It begins by itself only in a page that has loaded.
let library;
const fields = () => [...form.elements].map((element) => element.value).join("\n");
const atFirst = form && fields();

function fetchLibrary() {
  if (library) return;
  library = document.createElement("script");
  library.src = form.dataset.search;
  library.addEventListener("load", askForWhatWasTyped);
  if (document.readyState === "complete") document.head.append(library);
  else addEventListener("load", () => document.head.append(library));
}

// Who is still typing asks by that; two requests at once would only give one of them up.
function askForWhatWasTyped() {
  const waiting = setTimeout(() => fields() === atFirst || form.dispatchEvent(new Event("typed-before")), 150);
  field.addEventListener("input", () => clearTimeout(waiting), { once: true });
}

for (const place of form ? [form, document.querySelector(".narrow")] : []) {
  for (const event of ["focusin", "change"]) place.addEventListener(event, fetchLibrary);
}
if (form?.contains(document.activeElement)) fetchLibrary();

field?.addEventListener("compositionstart", () => {
  composing = true;
});
field?.addEventListener("compositionend", () => {
  composing = false;
});

document.addEventListener("htmx:configRequest", (event) => {
  const onlyInitials = /^[ㄱ-ㅎ][ㄱ-ㅎ\s]+$/.test(field.value);
  if (composing && LONE_JAMO_AT_END.test(field.value) && !onlyInitials) event.preventDefault();
});

// Which result was opened, for browsers that leave `ping` out; those that know it must not count twice.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[ping], a[data-opened]");
  if (!link) return;
  link.dataset.opened ??= link.getAttribute("ping");
  if (navigator.sendBeacon?.(link.dataset.opened)) link.removeAttribute("ping");
});

// Typing asks again and again; Enter and the button say that this was meant, which is counted as a search.
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.triggeringEvent?.type === "submit") event.detail.headers["Search-Meant"] = "true";
});

// What takes a moment says so, and what failed says what to do; the answer brings its own sentence.
const said = document.getElementById("count");
let waiting;

document.addEventListener("htmx:beforeRequest", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    said.textContent = "검색하고 있습니다.";
  }, 300);
});
document.addEventListener("htmx:afterRequest", () => clearTimeout(waiting));
for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(failure, () => {
    said.textContent = "답을 받지 못했습니다. 인터넷 연결을 보고 검색 버튼을 다시 눌러 주세요.";
  });
}
