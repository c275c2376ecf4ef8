// Marks stay on the reader's own device, by edition: an item that has changed is marked anew. Nothing is sent by itself.
const form = document.querySelector("[data-checklist]");
const [prefix, edition] = ["checklist:", form.dataset.checklist];
const progress = form.querySelector("[data-progress]");
const radios = [...form.querySelectorAll("[type=radio]")];

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

function restore() {
  const stored = kept((storage) => JSON.parse(storage.getItem(prefix + edition))) ?? {};
  for (const radio of radios) radio.checked = stored[radio.name] === radio.value;
  const [checklist] = edition.split(":");
  kept((storage) => {
    for (const name of Object.keys(storage)) {
      if (name.startsWith(`${prefix}${checklist}:`) && name !== prefix + edition) storage.removeItem(name);
    }
  });
}

form.addEventListener("change", () => {
  kept((storage) => storage.setItem(prefix + edition, JSON.stringify(marks())));
  tell();
});
form.querySelector("[data-again]").addEventListener("click", () => kept((storage) => storage.removeItem(prefix + edition)));

if (!location.search) restore(); // an address with marks shows those, perhaps another reader's
tell();
