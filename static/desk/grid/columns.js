// What goes where when a table is pasted: pure functions over texts and the fields of a part.
export const MOST = 300; // rows at once
export const WIDEST = 30; // columns of a table

// The rows of a copied table, without empty ones.
export const read = (text) =>
  window.Papa.parse(text.replace(/\r\n?/g, "\n").replace(/\n+$/, ""), { delimiter: "\t" }).data.filter((row) => row.some((cell) => cell.trim()));

// The fields that a pasted column may fill: {name, label, most, options}; options are those of a choice.
export function fieldsOf(part) {
  return [...part.querySelectorAll("[data-cell]")].flatMap((cell) => {
    const input = cell.querySelector("[name]:not([name^='initial-'])");
    const name = cell.dataset.cell;
    if (!input || ["key", "position"].includes(name)) return [];
    const label = cell.querySelector("label").firstChild.textContent.trim();
    const options = input.options && [...input.options].map(({ value, text }) => ({ value, text: text.trim() }));
    return [{ name, label, options, most: input.maxLength > 0 ? input.maxLength : Infinity }];
  });
}

const bare = (text) => text.replace(/[\s()·:]/g, "").toLowerCase();

// The first line names the columns when most of its cells are names of fields.
export function headed(rows, fields) {
  const names = rows[0].map((text) => fields.find(({ label }) => bare(label) === bare(text))?.name || "");
  const known = names.filter(Boolean).length;
  return known > 1 && known * 2 > names.length ? { names, rows: rows.slice(1) } : null;
}

export function mapped(rows, fields) {
  const found = headed(rows, fields);
  if (found) return found;
  const width = Math.max(...rows.map((row) => row.length));
  return { names: Array.from({ length: width }, (_, place) => fields[place]?.name || ""), rows };
}

// What a cell becomes in a field: {value, problem}.
export function fitted(text, target) {
  const value = text.trim();
  if (target.options) {
    const option = target.options.find((one) => bare(one.text) === bare(value) || (value && bare(one.text).includes(bare(value))));
    if (option || !value) return { value: option?.value };
    return { problem: `고를 수 없는 값이라 처음 값으로 둡니다(‘${value.slice(0, 20)}’)` };
  }
  if (value.length > target.most) return { value, problem: `${target.most}자까지인데 ${value.length}자입니다` };
  return { value };
}
