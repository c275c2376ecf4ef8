// Names for controls that the admin's own widgets leave without one: date and time, the boxes of pickers, the icons
// beside a filter. Widgets come after the page has loaded and with every added row, hence the observer.
const PICKERS = ".form-row .select2-selection--single, .form-row .select2-search__field";

function labelOf(field) {
  const label = field.closest(".form-row").querySelector("label, legend");
  label.id ||= `${field.closest(".form-row").querySelector("[id]").id}-label`;
  return label;
}

function nameParts() {
  for (const field of document.querySelectorAll(".vDateField, .vTimeField")) {
    if (field.labels.length || field.ariaLabel) continue;
    const part = field.matches(".vDateField") ? "날짜" : "시각";
    field.ariaLabel = `${labelOf(field).textContent.trim().replace(/:$/, "")} ${part}`;
  }
}

function namePickers() {
  for (const picker of document.querySelectorAll(PICKERS)) {
    const { id } = labelOf(picker);
    const value = picker.querySelector(".select2-selection__rendered");
    picker.setAttribute("aria-labelledby", value ? `${id} ${value.id}` : id);
    value?.setAttribute("aria-labelledby", id); // a part of the picker that is a text box of its own
  }
}

function nameIcons() {
  for (const icon of document.querySelectorAll("span.help-tooltip[aria-label]")) icon.role = "img";
}

function nameAll() {
  nameParts();
  namePickers();
  nameIcons();
}

new MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true });
nameAll();
