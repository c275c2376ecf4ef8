// <script type="module" src="https://this.site/widget.js"></script> <kb-help></kb-help>
// A field for a question and a panel with the answer, inside another site. It asks only the site that it came from,
// keeps nothing, and sends neither cookie nor address of the page around it. All texts go in as text, never as HTML.

const SITE = new URL(import.meta.url).origin;
const FAILED = "지금은 검색이 되지 않습니다. 잠시 뒤에 다시 해 주세요.";
const URGENT = "URGENT"; // the site writes here whom to call
const PATIENCE = 10_000;
const CALL = /\[([^\]]+)\]\((tel:[-+\d]+)\)/;

const sheet = new CSSStyleSheet(); // not an element, so that the policy of the page around it need not allow styles
sheet.replaceSync(`
:host {
  all: initial;
  color-scheme: light dark;
  display: block;
  margin-block: .75em;
  font: max(16px, 1rem)/1.6 system-ui, "Apple SD Gothic Neo", "Noto Sans KR", "Malgun Gothic", sans-serif;
  word-break: keep-all;
  overflow-wrap: anywhere;
}
:host([hidden]) { display: none; }
:host([theme="light"]) { color-scheme: light; }
:host([theme="dark"]) { color-scheme: dark; }
.panel {
  background: light-dark(#fff, #16191d);
  border: 1px solid light-dark(#6b7480, #8b949e);
  border-radius: .5em;
  color: light-dark(#1b1f24, #e8eaed);
  padding: 1em;
}
label { display: block; font-weight: 700; }
form div { display: flex; flex-wrap: wrap; gap: .5em; margin-top: .25em; }
input {
  background: light-dark(#fff, #0d1014);
  border: 1px solid light-dark(#6b7480, #8b949e);
  border-radius: .25em;
  color: inherit;
  flex: 1 1 12em;
  font: inherit;
  min-height: 2.75em;
  min-width: 0;
  padding: 0 .75em;
}
button {
  background: light-dark(#1c4f91, #9cc4ff);
  border: 0;
  border-radius: .25em;
  color: light-dark(#fff, #0d1014);
  cursor: pointer;
  font: inherit;
  font-weight: 700;
  min-height: 2.75em;
  padding: 0 1em;
}
a { color: light-dark(#1c4f91, #9cc4ff); }
:focus-visible { outline: 3px solid light-dark(#1c4f91, #9cc4ff); outline-offset: 2px; }
p { margin: .5em 0 0; }
.small { color: light-dark(#4a525c, #b4bcc5); font-size: .875em; }
ol { list-style: none; margin: .5em 0 0; padding: 0; }
li { border-top: 1px solid light-dark(#d3d9df, #3a4148); margin-top: .75em; padding-top: .75em; }
li.best { border-inline-start: 4px solid light-dark(#1c4f91, #9cc4ff); border-top: 0; padding: 0 0 0 .75em; }
li > a { display: inline-block; font-weight: 700; padding: .25em 0; }
.wait { border: 2px solid light-dark(#7a5200, #f0c36b); border-radius: .5em; margin-top: .75em; padding: 0 .75em .5em; }
.hidden { clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute; white-space: nowrap; width: 1px; }
@media (forced-colors: active) { button { border: 1px solid; } }
`);

function element(name, attributes = {}, ...inside) {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...inside);
  return made;
}

function small(text) {
  return element("p", { className: "small" }, text);
}

// Whom to call: Markdown in which numbers may be links that dial them.
function withCalls(text) {
  const pieces = text.split(CALL); // a text, then words, address and text of each link
  const found = [pieces[0]];
  for (let at = 1; at < pieces.length; at += 3) {
    found.push(element("a", { href: pieces[at + 1] }, pieces[at]), pieces[at + 2]);
  }
  return found;
}

function leading(url, title) {
  const opens = element("span", { className: "hidden" }, " (새 창)");
  return element("a", { href: url, target: "_blank", rel: "noopener" }, title, opens);
}

function dated(found) {
  return found.checked ? `확인한 날 ${found.checked}` : "공식 안내 확인 전";
}

function wait({ lead, title, text, warning, url }) {
  const head = element("p", {}, element("strong", {}, lead));
  return element("div", { className: "wait" }, head, element("p", {}, leading(url, title)), small(text || ""), small(warning));
}

function hit(found, isBest) {
  const item = element("li", { className: isBest ? "best" : "" }, leading(found.url, found.title));
  if (found.risk && found.risk.key !== "none") {
    item.append(element("p", {}, element("strong", {}, `먼저 읽으세요. 이 방법은 ${found.risk.label}.`)));
  }
  if (found.soft_word) item.append(small(found.soft_word));
  item.append(element("p", {}, found.answer));
  const told = [found.kind_label, found.document && dated(found.document)];
  item.append(small(told.filter(Boolean).join(" · ")));
  return item;
}

async function answerTo(question, signal) {
  const address = `${SITE}/api/v1/search/?${new URLSearchParams({ q: question })}`;
  const response = await fetch(address, { credentials: "omit", referrerPolicy: "no-referrer", signal });
  const told = await response.json();
  if (!response.ok) throw Object.assign(new Error(told.code), { detail: told.detail });
  return told;
}

class KbHelp extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: "open", delegatesFocus: true });
    root.adoptedStyleSheets = [sheet];
    this.field = element("input", { id: "q", type: "search", maxLength: 200, autocomplete: "off", enterKeyHint: "search" });
    this.field.setAttribute("aria-describedby", "never");
    this.said = element("p");
    this.said.setAttribute("role", "status");
    this.results = element("div");
    root.append(this.panel());
  }

  panel() {
    const label = element("label", { htmlFor: "q" }, this.getAttribute("label") || "무엇이 안 되나요?");
    const never = element("p", { id: "never", className: "small" }, "이름, 번호, 비밀번호는 적지 마세요.");
    const form = element("form", {}, label, element("div", {}, this.field, element("button", {}, "검색")), never);
    form.setAttribute("role", "search");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask(this.field.value.trim());
    });
    this.field.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.isComposing) this.forget();
    });
    const panel = element("section", { className: "panel" }, form, this.said, this.results);
    panel.setAttribute("aria-label", "도움말 검색");
    return panel;
  }

  forget() {
    this.asking?.abort();
    this.asking = null;
    this.field.value = "";
    this.said.textContent = "";
    this.results.replaceChildren();
  }

  // A newer question gives up the older one, whose answer must not come after it.
  async ask(question) {
    this.asking?.abort();
    if (!question) return this.forget();
    const asking = (this.asking = new AbortController());
    const late = setTimeout(() => asking.abort("late"), PATIENCE);
    this.results.replaceChildren();
    this.said.textContent = "찾고 있습니다.";
    try {
      this.show(await answerTo(question, asking.signal));
    } catch (error) {
      if (this.asking !== asking) return;
      this.said.textContent = error.detail || FAILED;
      const site = element("p", {}, leading(`${SITE}/`, "도움말로 가기"));
      this.results.replaceChildren(element("p", {}, ...withCalls(URGENT)), site);
    } finally {
      clearTimeout(late);
    }
  }

  // What is down comes first: whoever tries again and again is locked out.
  show(told) {
    const hits = told.hits.map((found, place) => hit(found, place === 0 && told.certainty === "sure"));
    const found = hits.length ? [element("ol", {}, ...hits)] : [element("p", {}, ...withCalls(told.urgent))];
    found.push(element("p", {}, leading(told.url, hits.length ? "도움말에서 모두 보기" : "도움말에서 더 찾아보기")));
    this.results.replaceChildren(...told.waiting.map(wait), ...found, small(told.unofficial));
    this.said.textContent = told.said;
  }
}

if (!customElements.get("kb-help")) customElements.define("kb-help", KbHelp);
