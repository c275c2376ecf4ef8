// One line below a Markdown field that says what became of a picture or of a pasted text.
export const say = (field, sentence, isRefusal = false) => {
  const status = statusOf(field);
  status.classList.toggle("is-refusal", isRefusal);
  status.textContent = sentence;
};

const statusOf = (field) => {
  const found = field.parentElement.querySelector(".markdown-status");
  if (found) return found;
  const status = Object.assign(document.createElement("p"), { className: "markdown-status" });
  status.setAttribute("role", "status");
  field.after(status);
  return status;
};
