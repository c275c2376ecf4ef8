// A text pasted from Word, HWP, a web page or a spreadsheet becomes Markdown. Ctrl+Z takes it back in one step.
import { say } from "../field-status.js";
import { writeBlock, writeWords } from "../writing.js";
import { clean } from "./clean.js";
import { markdownOf } from "./markdown.js";

const EDITOR = "textarea.markdownx-editor";
const DONE = "붙여 넣은 글의 제목, 목록, 표, 링크를 알맞게 바꾸었습니다. 되돌리려면 Ctrl+Z를 누르세요.";

const take = (event) => {
  const field = event.target;
  const html = event.clipboardData?.getData("text/html");
  if (!html || !field.matches?.(EDITOR)) return;
  const { body, lost, hasStructure } = clean(html);
  if (!hasStructure) return; // plain words, or a picture alone
  event.preventDefault();
  event.stopImmediatePropagation(); // word processors send a picture of the text along
  const text = markdownOf(body);
  const isBlock = /\n|^(#|-|\d+\.|\|)/.test(text);
  (isBlock ? writeBlock : writeWords)(field, text);
  say(field, lost.length ? `${DONE} 옮기지 못한 것: ${lost.join(", ")}.` : DONE);
};
document.addEventListener("paste", take, true);
