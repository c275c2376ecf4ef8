// The whole page as readers would see it, from the unsaved form. Without this script the button opens a new tab.
const FAILED = "<p>서버에 닿지 못했습니다. 적은 내용은 그대로 있습니다. 잠시 뒤에 다시 누르세요.</p>";
const SIGNED_OUT =
  "<p>로그인이 끝났습니다. 적은 내용은 그대로 있습니다. 닫고 저장을 누르면 다시 로그인할 수 있습니다.</p>";
const dialog = document.querySelector("[data-preview-dialog]");
const button = document.querySelector("[data-preview]");

if (dialog && button) {
  const frame = dialog.querySelector("iframe");
  let turn = new AbortController(); // of the newest answer, the only one that is shown

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
    turn.abort();
    turn = new AbortController();
    frame.srcdoc = "<p>미리보기를 만들고 있습니다.</p>";
    dialog.showModal();
    const { signal } = turn;
    const page = await pageFor(data, signal).catch(() => FAILED);
    if (!signal.aborted) frame.srcdoc = page;
  });

  const pageFor = async (body, signal) => {
    const answer = await fetch(button.form.action || location.href, { method: "POST", body, signal });
    return answer.redirected ? SIGNED_OUT : answer.text();
  };

  dialog.addEventListener("click", (event) => {
    if (event.target.dataset.width) showWidth(event.target.dataset.width);
    if ("close" in event.target.dataset) dialog.close();
  });
  showWidth("360");
}
