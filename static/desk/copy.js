// Copies a field's text for whoever presses the button; without this script the field itself can be copied.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const said = document.querySelector("[data-copy-said]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = "복사했습니다. 보낼 곳에 붙여 넣으세요.";
    } catch {
      said.textContent = "복사하지 못했습니다. 주소를 길게 눌러 복사하세요.";
    }
  });
}
