// How often it did not work today, on this device alone: nothing is sent, and another day begins anew. It moves by what
// is pressed (data-tries says to how much), never by opening an address, which may be another reader's.
const NAME = "tries";
const MOST = 2;

// A browser may refuse to keep anything; then the address and the text hold the rule.
function kept(work) {
  try {
    return work(localStorage);
  } catch {
    return null;
  }
}

function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].join("-");
}

function count() {
  const stored = kept((storage) => JSON.parse(storage.getItem(NAME)));
  if (stored?.day === today()) return Math.min(Math.max(Number(stored.count) || 0, 0), MOST);
  kept((storage) => storage.removeItem(NAME));
  return 0;
}

function set(number) {
  kept((storage) => (number > 0 ? storage.setItem(NAME, JSON.stringify({ day: today(), count: number })) : storage.removeItem(NAME)));
}

function show() {
  const number = count();
  for (const box of document.querySelectorAll("[data-tries-box]")) showIn(box, number);
  for (const place of document.querySelectorAll("[data-steps]")) follow(place, Math.max(number, Number(place.dataset.steps)));
}

function showIn(box, number) {
  const more = box.querySelector("[data-tries-more]");
  for (const part of box.querySelectorAll("[data-tries-at]")) part.hidden = Number(part.dataset.triesAt) !== number;
  if (more) more.hidden = number === MOST;
  if (more) more.textContent = number ? "또 안 됐어요" : "한 번 안 됐어요";
  box.querySelector("[data-tries-kept]").hidden = number === 0;
  box.hidden = !more && number === 0;
}

// Where this device counts more than the address says, the next failure is the second one; after it steps are only read.
function follow(place, number) {
  const failed = Math.min(number, MOST - 1);
  for (const answers of place.querySelectorAll("[data-answers]")) answers.hidden = number === MOST;
  for (const input of place.querySelectorAll("[data-follows]")) input.value = failed;
  for (const button of place.querySelectorAll("[data-fails]")) button.value = button.dataset.tries = failed + 1;
}

// Nothing is shown before the form has gone, since the buttons that follow the count are what it sends.
document.addEventListener("submit", ({ submitter }) => {
  if (submitter?.dataset.tries) set(Number(submitter.dataset.tries));
});
document.addEventListener("click", ({ target }) => {
  if (target.matches("[data-tries-more]")) set(Math.min(count() + 1, MOST));
  if (target.matches("[data-tries-clear]")) set(0);
  if (target.matches("[data-tries-more], [data-tries-clear]")) show();
});
for (const moment of ["pageshow", "storage"]) addEventListener(moment, show);
document.addEventListener("visibilitychange", show); // back from another app, perhaps on another day
document.addEventListener("fragment", show);
show();
