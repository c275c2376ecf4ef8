// A table copied elsewhere becomes rows: read, shown with what goes where and what does not fit, put in only then.
import { MOST, fieldsOf, fitted, mapped, read } from "./columns.js";
import { add, field, isEmpty, isGone, partsOf, say, showName } from "./parts.js";
import { show } from "./paste-preview.js";

export const isTable = (text) => /\t/.test(text.trim()) || /\S\n\s*\S/.test(text.trim());

export function open(grid, text = "") {
  const dialog = grid.querySelector("[data-paste]");
  const input = dialog.querySelector("[data-paste-text]");
  input.value = text;
  dialog.querySelector("[data-paste-take]").hidden = Boolean(text);
  take(grid, text);
  dialog.showModal();
  (text ? dialog.querySelector("[data-paste-put]") : input).focus();
}

function take(grid, text) {
  const dialog = grid.querySelector("[data-paste]");
  const put = dialog.querySelector("[data-paste-put]");
  const rows = text.trim() ? read(text) : [];
  put.disabled = !rows.length || rows.length > MOST;
  if (put.disabled) {
    show(dialog, null, rows.length ? `${rows.length.toLocaleString()}줄은 너무 많습니다. 한 번에 ${MOST}줄까지 넣을 수 있으니 나누어 붙여 넣으세요.` : "");
    return;
  }
  const fields = fieldsOf(grid.querySelector("[data-empty-part]").content);
  const table = mapped(rows, fields);
  show(dialog, { table, fields }, `${table.rows.length}줄을 읽었습니다. 칸이 맞는지 보고 넣으세요.`);
  put.onclick = () => {
    putIn(grid, table, fields);
    dialog.close();
  };
}

function putIn(grid, { names, rows }, fields) {
  let last = null;
  for (const cells of rows) {
    last = partsOf(grid).find((part) => !isGone(part) && isEmpty(part)) || add(grid);
    names.forEach((name, place) => {
      const target = fields.find((one) => one.name === name);
      const { value } = target ? fitted(cells[place] || "", target) : {};
      if (value !== undefined) field(last, name).value = value;
    });
    showName(grid, last);
  }
  say(grid, `${rows.length}줄을 넣었습니다. 저장해야 남습니다.`);
  last?.querySelector(".part__cells [name]").focus();
}

export function listen(grid) {
  const dialog = grid.querySelector("[data-paste]");
  grid.querySelector("[data-paste-open]").addEventListener("click", () => open(grid));
  dialog.querySelector("[data-paste-close]").addEventListener("click", () => dialog.close());
  dialog.querySelector("[data-paste-text]").addEventListener("input", (event) => take(grid, event.target.value));
  grid.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (!event.target.closest(".part__cells") || !isTable(text)) return;
    event.preventDefault();
    open(grid, text);
  });
}
