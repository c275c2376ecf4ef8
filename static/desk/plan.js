// A button says what it will do: 발행 now, or 예약 once its date is filled in. Without this script the date's label says it.
for (const button of document.querySelectorAll("[data-named-by]")) {
  const field = document.getElementById(button.dataset.namedBy);
  const now = button.textContent;
  const say = () => {
    button.textContent = field.value ? button.dataset.later : now;
  };
  field.addEventListener("input", say);
  say();
}
