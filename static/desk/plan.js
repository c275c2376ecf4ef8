// A button says what it will do: 발행 now, or 예약 once its date is filled in. Without this script the date's label says it.
// A date without its time reaches the server as nothing at all, which would mean now: it is held back here.
const HALF = "아직 하지 않았습니다. 날짜와 시각을 끝까지 고르거나, 지금 하려면 모두 비우세요.";

function say(field, sentence) {
  const said = field.parentElement.querySelector("[data-half]") ?? document.createElement("p");
  said.dataset.half = "";
  said.className = "errorlist";
  said.setAttribute("role", "alert");
  if (!said.isConnected) field.before(said);
  said.textContent = sentence;
}

for (const button of document.querySelectorAll("[data-named-by]")) {
  const field = document.getElementById(button.dataset.namedBy);
  const now = button.textContent;
  const name = () => {
    button.textContent = field.value ? button.dataset.later : now;
    field.parentElement.querySelector("[data-half]")?.remove();
  };
  button.addEventListener("click", (event) => {
    if (!field.validity.badInput) return;
    event.preventDefault();
    say(field, HALF);
    field.focus();
  });
  field.addEventListener("input", name);
  name();
}
