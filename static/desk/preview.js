// The whole page as readers would see it, from the unsaved form. Without this script the button opens a new tab.
const dialog = document.querySelector("[data-preview-dialog]");
const button = document.querySelector("[data-preview]");

if (dialog && button) {
  const frame = dialog.querySelector("iframe");

  const showWidth = (width) => {
    frame.classList.toggle("is-phone", width === "360");
    for (const choice of dialog.querySelectorAll("[data-width]")) {
      choice.setAttribute("aria-pressed", String(choice.dataset.width === width));
    }
  };

  button.addEventListener("click", async (event) => {
    event.preventDefault();
    const data = new FormData(button.form);
    data.append("_preview", "1");
    frame.srcdoc = "<p>미리보기를 만들고 있습니다.</p>";
    dialog.showModal();
    try {
      const answer = await fetch(button.form.action || location.href, { method: "POST", body: data });
      frame.srcdoc = await answer.text();
    } catch {
      frame.srcdoc = "<p>서버에 닿지 못했습니다. 적은 내용은 그대로 있습니다. 잠시 뒤에 다시 누르세요.</p>";
    }
  });

  dialog.addEventListener("click", (event) => {
    if (event.target.dataset.width) showWidth(event.target.dataset.width);
    if ("close" in event.target.dataset) dialog.close();
  });
  showWidth("360");
}
