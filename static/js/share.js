// Printing and sharing are offered only where the browser can do them.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

for (const button of document.querySelectorAll("[data-share]")) {
  const url = button.dataset.share || document.querySelector("link[rel=canonical]")?.href || location.href;
  const said = button.parentElement.querySelector("[data-share-said]");
  if (!navigator.share && !navigator.clipboard) continue;
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
