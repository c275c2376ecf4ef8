// Beside each Markdown field what readers will see, asked for anew when typing pauses. Only the newest answer is shown.
const EDITOR = "textarea.markdownx-editor";
const PAUSE = 500; // milliseconds
const FAILED = "미리보기를 만들지 못했습니다. 적은 글은 그대로 있습니다.";
const turns = new WeakMap(); // field → what stops its last question
const timers = new WeakMap();

async function show(field) {
  turns.get(field)?.abort();
  const turn = new AbortController();
  turns.set(field, turn);
  const put = await answerFor(field, turn.signal).catch(() => (place) => { place.textContent = FAILED; });
  if (!turn.signal.aborted) put(field.parentElement.querySelector(".markdownx-preview"));
}

async function answerFor(field, signal) {
  const body = new FormData();
  body.append("content", field.value);
  body.append("csrfmiddlewaretoken", field.form.elements.csrfmiddlewaretoken.value);
  const answer = await fetch(field.dataset.markdownxUrlsPath, { method: "POST", body, signal });
  const text = await answer.text();
  const kind = answer.headers.get("Content-Type") ?? "";
  if (answer.ok && kind.startsWith("text/html")) return (place) => { place.innerHTML = text; };
  if (kind.startsWith("text/plain")) return (place) => { place.textContent = text; };
  if (kind.startsWith("application/json")) return (place) => { place.textContent = JSON.parse(text).error ?? FAILED; };
  throw new Error(String(answer.status)); // a page for people, from an error or from something between us
}

function showSoon(field) {
  clearTimeout(timers.get(field));
  timers.set(field, setTimeout(show, PAUSE, field));
}

document.addEventListener("input", ({ target }) => {
  if (target.matches(EDITOR)) showSoon(target);
});
for (const field of document.querySelectorAll(EDITOR)) show(field);
