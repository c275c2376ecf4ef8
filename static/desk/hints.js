// A hint of a new text, 〈…〉, is selected whole when it is pressed, so that the next key writes over it.
const HINT = /〈[^〈〉\n]+〉/g;

document.addEventListener("click", ({ target: field }) => {
  if (!field.matches("textarea.markdownx-editor") || field.selectionStart !== field.selectionEnd) return;
  const at = field.selectionStart;
  for (const hint of field.value.matchAll(HINT)) {
    const end = hint.index + hint[0].length;
    if (hint.index < at && at < end) field.setSelectionRange(hint.index, end);
  }
});
