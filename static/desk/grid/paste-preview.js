// The dialog of a pasted table: a column's head says which field it fills and can be changed.
import { fitted } from "./columns.js";

const SHOWN = 20;
const make = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};

export function show(dialog, pasted, sentence) {
  dialog.querySelector("[data-paste-said]").textContent = sentence;
  const place = dialog.querySelector("[data-paste-table]");
  place.replaceChildren();
  dialog.querySelector("[data-paste-problems]").replaceChildren();
  place.hidden = !pasted;
  if (!pasted) return;
  const draw = () => {
    place.replaceChildren(tableOf(pasted, draw));
    dialog.querySelector("[data-paste-problems]").replaceChildren(...problems(pasted));
  };
  draw();
}

function tableOf({ table, fields }, draw) {
  const heads = table.names.map((name, place) => {
    const choice = make("select", { ariaLabel: `${place + 1}번째 칸은` }, new Option("넣지 않음", ""));
    choice.append(...fields.map((one) => new Option(one.label, one.name, false, one.name === name)));
    choice.addEventListener("change", () => {
      table.names[place] = choice.value;
      draw();
    });
    return make("th", { scope: "col" }, choice);
  });
  const rows = table.rows.slice(0, SHOWN).map((cells) =>
    make("tr", {}, ...table.names.map((name, place) => {
      const target = fields.find((one) => one.name === name);
      const isWrong = target && fitted(cells[place] || "", target).problem;
      return make("td", { className: isWrong ? "is-wrong" : target ? "" : "is-left" }, (cells[place] || "").slice(0, 120));
    })),
  );
  return make("table", {}, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows));
}

function problems({ table, fields }) {
  const found = [];
  table.rows.forEach((cells, row) => {
    if (cells.length > table.names.length) found.push(`${row + 1}번째 줄: 칸이 ${cells.length}개라 뒤의 칸은 들어가지 않습니다.`);
    table.names.forEach((name, place) => {
      const target = fields.find((one) => one.name === name);
      const { problem } = target ? fitted(cells[place] || "", target) : {};
      if (problem) found.push(`${row + 1}번째 줄 ${target.label}: ${problem}.`);
    });
  });
  const more = found.length > SHOWN ? [make("li", {}, `그 밖에 ${found.length - SHOWN}곳이 더 있습니다.`)] : [];
  return [...found.slice(0, SHOWN).map((sentence) => make("li", {}, sentence)), ...more];
}
