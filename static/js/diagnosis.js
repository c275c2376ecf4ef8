// One question after another without loading the page anew. Without this script the same forms load the same pages.
// The whole page is fetched and its middle taken, so that one address has one answer, whatever a cache keeps of it.
const place = document.querySelector("[data-diagnosis]");
const status = document.querySelector("[data-diagnosis-said]");
let newest = 0;
let shown = location.search;

place.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "get") return; // a vote
  event.preventDefault();
  const query = new URLSearchParams(new FormData(form));
  if (event.submitter?.name) query.set(event.submitter.name, event.submitter.value);
  show(`${form.getAttribute("action")}?${query}`, true);
});

addEventListener("popstate", () => {
  if (location.search !== shown) show(location.href, false); // else only the place in the page is another
});

async function show(address, isNew) {
  const turn = ++newest;
  place.setAttribute("aria-busy", "true");
  try {
    const page = await pageAt(address);
    if (turn !== newest) return; // the reader has gone on meanwhile
    if (isNew) history.pushState(null, "", address);
    shown = location.search;
    put(page);
  } catch {
    if (turn === newest) location.assign(address);
  }
}

async function pageAt(address) {
  const response = await fetch(address);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!response.ok || !page.querySelector("[data-diagnosis]")) throw new Error(String(response.status));
  return page;
}

function put(page) {
  place.replaceChildren(...page.querySelector("[data-diagnosis]").childNodes);
  place.removeAttribute("aria-busy");
  document.title = page.title;
  status.textContent = place.querySelector("[data-progress]")?.innerText ?? "";
  document.dispatchEvent(new Event("fragment"));
  if (place.getBoundingClientRect().top < 0) place.scrollIntoView({ behavior: "instant" }); // what says to wait stands above the heading
  place.querySelector("h1").focus({ preventScroll: true });
}
