// Marks stay on the reader's own device, by edition: an item that has changed is marked anew. Nothing is sent by itself.
const form = document.querySelector("[data-checklist]");
const [prefix, edition] = ["checklist:", form.dataset.checklist];
const progress = form.querySelector("[data-progress]");
const radios = [...form.querySelectorAll("[type=radio]")];
const question = form.querySelector("[data-own]");

function marks() {
  return Object.fromEntries(radios.filter((radio) => radio.checked).map((radio) => [radio.name, radio.value]));
}

function tell() {
  const count = new Set(radios.map((radio) => radio.name)).size;
  progress.textContent = `${count}개 중 ${Object.keys(marks()).length}개를 골랐습니다.`;
}

// A browser may refuse to keep anything; the page works without it.
function kept(work) {
  try {
    return work(localStorage);
  } catch {
    return null;
  }
}

function own() {
  return kept((storage) => JSON.parse(storage.getItem(prefix + edition))) ?? {};
}

function keep() {
  if (question.hidden) kept((storage) => storage.setItem(prefix + edition, JSON.stringify(marks())));
}

function restore() {
  const stored = own();
  for (const radio of radios) radio.checked = stored[radio.name] === radio.value;
}

function forgetOlderEditions() {
  const [checklist] = edition.split(":");
  kept((storage) => {
    for (const name of Object.keys(storage)) {
      if (name.startsWith(`${prefix}${checklist}:`) && name !== prefix + edition) storage.removeItem(name);
    }
  });
}

// An address with marks shows those, perhaps another reader's: what is kept here is replaced only by who says so.
function isAnothers() {
  const [here, stored] = [marks(), own()];
  return Object.keys(stored).length > 0 && [...new Set(radios.map((radio) => radio.name))].some((name) => here[name] !== stored[name]);
}

form.addEventListener("change", () => {
  keep();
  tell();
});
form.querySelector("[data-own-keep]").addEventListener("click", () => location.assign(form.getAttribute("action").split("#")[0]));
form.querySelector("[data-own-replace]").addEventListener("click", () => {
  question.hidden = true;
  keep();
  tell();
  progress.tabIndex = -1;
  progress.focus();
});
form.querySelector("[data-again]").addEventListener("click", () => kept((storage) => storage.removeItem(prefix + edition)));

forgetOlderEditions();
if (Object.keys(marks()).length === 0) restore();
else question.hidden = !isAnothers();
tell();
