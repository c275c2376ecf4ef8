// How much of a pasted text is taken over: Chromium holds the tab for minutes over 60,000 lines in one text field.
const LINES = "p, div, li, tr, br, h1, h2, h3, h4, h5, h6";
const MOST_LINES = 10_000;
const MOST = 60_000; // elements: a line is often a paragraph, a span and the words of one language

// Empty lines, however many there are, say no more than one.
export const joinBreaks = (body) => {
  for (const line of [...body.querySelectorAll("br")]) {
    const isAfterTwo = (one, left) => {
      const before = one.previousSibling;
      if (before?.nodeType === Node.TEXT_NODE && !before.data.trim()) return isAfterTwo(before, left);
      if (before?.nodeName !== "BR") return false;
      return left === 1 || isAfterTwo(before, left - 1);
    };
    if (isAfterTwo(line, 2)) line.remove();
  }
};

// Cuts off what is too much; how many letters that were.
export const cut = (body) => {
  const before = body.textContent.length;
  const over = [body.querySelectorAll(LINES)[MOST_LINES], body.querySelectorAll("*")[MOST]];
  for (const first of over.filter(Boolean)) {
    if (!body.contains(first)) continue; // gone with what was cut before
    const rest = body.ownerDocument.createRange();
    rest.setStartBefore(first);
    rest.setEndAfter(body.lastChild);
    rest.deleteContents();
  }
  return before - body.textContent.length;
};
