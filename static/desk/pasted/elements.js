// Small steps on the elements of a pasted text.
export const styleOf = (element) => (element.dataset?.style ?? "").toLowerCase();

export const rename = (element, name) => {
  const made = element.ownerDocument.createElement(name);
  made.append(...element.childNodes);
  element.replaceWith(made);
  return made;
};

export const unwrap = (element) => element.replaceWith(...element.childNodes);

export const isEmpty = (element) => !element.textContent.replace(/[\s\u00a0\u200b]/g, "");
