// 점검 beside the form while it is written: the unsaved form is checked on the server soon after typing stops.
import "./leading.js";

const WAIT = 1_500; // milliseconds without a key
const place = document.querySelector("[data-checks]");
const form = place?.closest("form");
const UNREACHED = "점검: 서버에 닿지 못했습니다. 적은 내용은 그대로 있습니다";
const SIGNED_OUT = "점검: 로그인이 끝나 쉬고 있습니다. 적은 내용은 그대로 있습니다";

if (form) {
  const said = place.querySelector("[data-checks-said]");
  const status = form.querySelector("[data-checks-status]");
  const list = place.querySelector("[data-checks-list]");
  let turn = new AbortController(); // of the newest answer, the only one that is shown
  let timer;

  const say = (sentence) => {
    if (said.textContent === sentence) return;
    said.textContent = sentence;
    status.textContent = sentence;
  };

  const show = (text) => {
    const answer = new DOMParser().parseFromString(text, "text/html").querySelector("[data-said]");
    if (!answer) return say(UNREACHED);
    list.replaceChildren(answer);
    say(answer.dataset.said);
  };

  const check = async () => {
    turn.abort();
    turn = new AbortController();
    const { signal } = turn;
    const body = new FormData(form);
    body.append("_check", "list");
    try {
      const answer = await fetch(form.action || location.href, { method: "POST", body, signal });
      const text = await answer.text();
      if (signal.aborted) return;
      if (answer.redirected || answer.status === 403) say(SIGNED_OUT);
      else show(text);
    } catch {
      if (!signal.aborted) say(UNREACHED);
    }
  };

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(check, WAIT);
  };

  for (const name of ["input", "change", "formset:removed"]) form.addEventListener(name, soon);
  form.querySelector("[data-check]").hidden = true;
  place.hidden = false;
  if ("now" in place.dataset) check();
}
