// What stands in a form, as pairs of name and value: never the token, a file, or what belongs to this page alone.
const NEVER = new Set(["csrfmiddlewaretoken", "kept_as"]);
const ROUND_A_FIELD = 120; // bytes that multipart/form-data puts around each value

export const read = (form) =>
  [...new FormData(form)].filter(([name, value]) => !NEVER.has(name) && typeof value === "string");

export const bytesOf = (pairs) => {
  const encoder = new TextEncoder();
  const size = (text) => encoder.encode(text).length;
  return pairs.reduce((sum, [name, value]) => sum + size(name) + size(value) + ROUND_A_FIELD, 0);
};

// The server shows the form with all that was kept, as it shows one that was refused; it saves nothing.
export const sendBack = (form, pairs, token) => {
  const back = Object.assign(document.createElement("form"), { method: "post", enctype: "multipart/form-data" });
  back.hidden = true;
  for (const [name, value] of [...pairs, ["_resume", "1"], ["csrfmiddlewaretoken", token]]) {
    back.append(Object.assign(document.createElement("textarea"), { name, value }));
  }
  document.body.append(back);
  back.submit();
};
