// A pasted page as plain structure: headings, paragraphs, lists, bold, links and tables; and what had to stay behind.
import { cut, joinBreaks } from "./bounds.js";
import { isEmpty, rename, styleOf, unwrap } from "./elements.js";
import { makeLists } from "./lists.js";
import { makeTables } from "./tables.js";

const NEVER = "script, style, meta, link, title, noscript, template, o\\:p, xml, input, button, svg, iframe, object";
const STRUCTURE = "h1, h2, h3, h4, h5, h6, li, table, a[href], b, strong";
const HARMLESS = /^(https?:|mailto:|tel:)/i;
const PLAIN_COLOUR = /(^|[;\s])color:\s*(#000000|#000|black|windowtext|inherit|auto|rgb\(0,\s*0,\s*0\))/;

// Styles and handlers are only read: the page's policy complains of them, also where nothing applies them. What stands
// in quotes is a value, such as an address, and stays as it is.
const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^<>"'])*>/gi;
const NOISY = /("[^"]*"|'[^']*')|([\s/])(style|srcdoc|on\w+)(?=\s*=)/gi;
const quieted = (tag) => tag.replace(NOISY, (_, quoted, before, name) => quoted ?? `${before}data-${name}`);
const parse = (html) => {
  const quiet = html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(TAG, quieted);
  return new DOMParser().parseFromString(quiet, "text/html").body;
};

const isBold = (style) => /(^|[;\s])font-weight:\s*(bold|[6-9]00)/.test(style);
const isNotBold = (style) => /(^|[;\s])font-weight:\s*(normal|[1-4]00)/.test(style);

const markBold = (body) => {
  for (const span of body.querySelectorAll("span")) if (isBold(styleOf(span)) && !isEmpty(span)) rename(span, "strong");
  for (const bold of body.querySelectorAll("b, strong")) {
    if (isNotBold(styleOf(bold)) || isEmpty(bold) || bold.closest("h1, h2, h3, h4, h5, h6, th")) unwrap(bold);
  }
};

// The page's own title is the document's: headings begin with the second level, and there are two.
const levelHeadings = (body) => {
  const shift = body.querySelector("h1") ? 1 : 0;
  for (const heading of body.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const level = Math.min(3, Math.max(2, Number(heading.tagName[1]) + shift));
    if (isEmpty(heading)) heading.remove();
    else rename(heading, `h${level}`);
  }
};

const leadsOn = (link) => HARMLESS.test(link.getAttribute("href") ?? "");

const lostIn = (body) => {
  const has = (test) => [...body.querySelectorAll("[data-style]")].some((one) => test(styleOf(one)) && !isEmpty(one));
  const pictures = body.querySelectorAll("img").length;
  const links = [...body.querySelectorAll("a[href]")].filter((one) => !leadsOn(one) && !isEmpty(one)).length;
  return [
    ...(links ? [`주소를 쓸 수 없는 링크 ${links}개`] : []),
    ...(pictures ? [`그림 ${pictures}개`] : []),
    ...(body.querySelector("u") || has((style) => /text-decoration:[^;]*underline/.test(style)) ? ["밑줄"] : []),
    ...(body.querySelector("s, strike, del") ? ["취소선"] : []),
    ...(has((style) => /(^|[;\s])color:/.test(style) && !PLAIN_COLOUR.test(style)) ? ["글자 색"] : []),
  ];
};

// {body, lost: words, left: letters that were too many, hasStructure}: without structure the plain text says as much.
export const clean = (html) => {
  const body = parse(html);
  for (const one of body.querySelectorAll(NEVER)) one.remove();
  joinBreaks(body);
  const left = cut(body);
  const lost = lostIn(body);
  for (const one of body.querySelectorAll("img")) one.remove();
  for (const link of body.querySelectorAll("a")) {
    if (!leadsOn(link) || isEmpty(link)) unwrap(link);
  }
  markBold(body);
  levelHeadings(body);
  makeLists(body);
  const merged = makeTables(body);
  if (merged) lost.push(`합친 칸 ${merged}개(첫 칸에만 남겼습니다)`);
  return { body, lost, left, hasStructure: Boolean(body.querySelector(STRUCTURE)) && !isEmpty(body) };
};
