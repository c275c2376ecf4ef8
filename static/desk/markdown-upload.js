// Pictures dropped, pasted or picked: sent one by one, answered below the field in a sentence.
import { say } from "./field-status.js";
import { writePicture } from "./writing.js";

const EDITOR = "textarea.markdownx-editor";
const TAKEN = "image/png,image/jpeg,image/gif,image/webp";
const MOST = 10 * 1024 * 1024;
const SENTENCES = {
  403: "로그인이 끝났거나 그림을 올릴 권한이 없습니다. 새 창에서 로그인한 뒤 다시 올리세요.",
  413: "파일이 너무 큽니다. 10MB까지 올릴 수 있습니다.",
};
const FAILED = "서버가 그림을 받지 못했습니다. 적은 글은 그대로 있습니다. 잠시 뒤에 다시 올리세요.";

const send = async (field, file) => {
  const data = new FormData();
  data.append("image", file);
  data.append("csrfmiddlewaretoken", field.form.elements.csrfmiddlewaretoken.value);
  const answer = await fetch(field.dataset.markdownxUploadUrlsPath, { method: "POST", body: data });
  const found = await answer.json().catch(() => ({}));
  if (!found.image_code) throw new Error(found.error || SENTENCES[answer.status] || FAILED);
  return found.image_code;
};

// The description is selected, so that the next keys replace it.
const insert = (field, code) => {
  const start = writePicture(field, code);
  field.setSelectionRange(start + 2, start + code.indexOf("]"));
};

const upload = async (field, files) => {
  for (const file of files) {
    say(field, `‘${file.name}’ 그림을 올리고 있습니다.`);
    try {
      if (file.size > MOST) throw new Error(SENTENCES[413]);
      insert(field, await send(field, file));
      say(field, "그림을 넣었습니다. 대괄호 [ ] 안에 그림이 보여 주는 것을 글로 적으세요.");
    } catch (refusal) {
      say(field, refusal instanceof TypeError ? FAILED : `‘${file.name}’: ${refusal.message}`, true);
      return;
    }
  }
};

const take = (event) => {
  const files = [...((event.clipboardData || event.dataTransfer)?.files || [])];
  if (!files.length || !event.target.matches?.(EDITOR)) return;
  event.preventDefault();
  upload(event.target, files);
};
// A file dropped beside a field would open in place of the form, and what was typed would be gone.
const hold = (event) => {
  const isFile = event.dataTransfer?.types.includes("Files");
  if (isFile && !event.target.matches?.("input[type=file]")) event.preventDefault();
};
document.addEventListener("paste", take);
document.addEventListener("drop", take);
document.addEventListener("drop", hold);
document.addEventListener("dragover", hold);
document.addEventListener("markdown:picture", ({ target: field }) => {
  const input = Object.assign(document.createElement("input"), { type: "file", accept: TAKEN });
  input.onchange = () => upload(field, [...input.files]);
  input.click();
});
