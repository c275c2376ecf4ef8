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
  const { body, lost, left, hasStructure } = clean(html);
  if (!hasStructure) return; // plain words, or a picture alone
  const text = markdownOf(body);
  event.preventDefault();
  event.stopImmediatePropagation(); // word processors send a picture of the text along
  const isBlock = /\n|^(#|-|\d+\.|\|)/.test(text);
  (isBlock ? writeBlock : writeWords)(field, text);
  const further = left ? [`너무 길어 뒤쪽 ${left.toLocaleString()}자(나누어 붙여 넣으세요)`] : [];
  const missing = [...further, ...lost];
  say(field, missing.length ? `${DONE} 옮기지 못한 것: ${missing.join(", ")}.` : DONE);
};
document.addEventListener("paste", take, true);
