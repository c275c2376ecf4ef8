// Votes without leaving the page. Without this script the same forms are answered with a page of their own.

const FAILED = "보내지 못했습니다. 인터넷 연결을 확인하고 다시 눌러 주세요.";

document.addEventListener("submit", (event) => {
  const place = event.target.closest("[data-vote]");
  if (!place) return;
  event.preventDefault();
  if (place.getAttribute("aria-busy") !== "true") send(place, event.target, event.submitter);
});

async function send(place, form, button) {
  place.setAttribute("aria-busy", "true");
  try {
    place.innerHTML = await answerTo(form, button);
  } catch {
    say(form, FAILED);
  }
  place.removeAttribute("aria-busy");
  place.querySelector("[tabindex='-1']")?.focus();
}

async function answerTo(form, button) {
  const body = new URLSearchParams(new FormData(form));
  if (button?.name) body.set(button.name, button.value);
  if (!body.has("back")) body.set("back", location.pathname + location.search);
  const response = await fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
  // Anything else is a whole page, from an error or from something between us and the reader.
  if (response.headers.get("Fragment") !== "vote") throw new Error(String(response.status));
  return response.text();
}

function say(form, sentence) {
  form.querySelector("[data-failed]")?.remove();
  const line = document.createElement("p");
  line.className = "vote__error";
  line.tabIndex = -1;
  line.dataset.failed = "";
  line.setAttribute("role", "alert");
  line.textContent = sentence;
  form.prepend(line);
}
