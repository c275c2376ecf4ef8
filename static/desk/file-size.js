// A file that the server would refuse for its size is said before it is sent, below its field, and the form is held back.
// `data-most`: bytes; `data-room`: bytes of the form around the file, where the server counts those too.
const bytes = (number) => `${Math.ceil(number / 1_000_000).toLocaleString()}MB`;

function problem(field) {
  const most = Number(field.dataset.most);
  const [file] = field.files;
  if (!file || file.size <= most - Number(field.dataset.room || 0)) return "";
  return `${bytes(file.size)}는 너무 큽니다. ${Math.floor(most / 1_000_000)}MB까지 올릴 수 있으니 ${field.dataset.advice || "파일을 나누어 올리세요."}`;
}

function lineBelow(field) {
  const line = document.createElement("p");
  line.className = "errorlist";
  line.setAttribute("role", "alert");
  line.hidden = true;
  field.after(line);
  return line;
}

for (const field of document.querySelectorAll("input[type=file][data-most]")) {
  const line = lineBelow(field);
  const say = () => {
    line.textContent = problem(field);
    line.hidden = !line.textContent;
    return !line.textContent;
  };
  field.addEventListener("change", say);
  // Before any other script of the form takes it for sent; a form without checks of its own (novalidate) is held too.
  field.form.addEventListener(
    "submit",
    (event) => {
      if (say()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      field.focus();
    },
    { capture: true },
  );
}
