// Printing and sharing are offered only where the browser can do them, also in what diagnosis.js puts into the page.
function offerBoth() {
  for (const button of window.print ? document.querySelectorAll("[data-print][hidden]") : []) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  for (const button of document.querySelectorAll("[data-share][hidden]")) offerSharing(button);
}

function offerSharing(button) {
  const url = button.dataset.share || document.querySelector("link[rel=canonical]")?.href || location.href;
  const said = button.parentElement.querySelector("[data-share-said]");
  if (!navigator.share && !navigator.clipboard) return;
  button.hidden = false;
  if (!navigator.share) button.textContent = "주소 복사하기";
  button.addEventListener("click", async () => {
    try {
      if (navigator.share) await navigator.share({ title: document.title, url });
      else {
        await navigator.clipboard.writeText(url);
        said.textContent = "주소를 복사했습니다.";
      }
    } catch (error) {
      if (error.name !== "AbortError") said.textContent = `주소: ${url}`;
    }
  });
}

document.addEventListener("fragment", offerBoth);
offerBoth();
