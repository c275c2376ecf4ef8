// Lists that are none: paragraphs that Word marks by its styles, and paragraphs that begin with a typed sign.
import { styleOf } from "./elements.js";

const BULLET = /^[\s\u00a0]*[○●◯◦•·‣▪▫■□◆◇▶▷►–—‐-][\s\u00a0]+/;
const NUMBER = /^[\s\u00a0]*(?:([가나다라마바사아자차카타파하])\.|([①-⑳])|(\d{1,2})[.)])[\s\u00a0]*/;
const SYLLABLES = "가나다라마바사아자차카타파하";
const IGNORED = "[data-style*='mso-list:Ignore' i], [data-style*='mso-list: Ignore' i]";

const numberOf = ([, syllable, circled, digits]) => {
  if (syllable) return SYLLABLES.indexOf(syllable) + 1;
  return circled ? circled.codePointAt(0) - "①".codePointAt(0) + 1 : Number(digits);
};

// {level, number or null} of a paragraph that stands for an item; null for any other element.
const itemOf = (element) => {
  if (!/^(P|DIV)$/.test(element.tagName) || element.querySelector("table, ul, ol, p, div")) return null;
  const level = Number(/mso-list:[^;]*level(\d)/.exec(styleOf(element))?.[1] ?? 0);
  const sign = element.querySelector(IGNORED)?.textContent ?? element.textContent;
  const found = NUMBER.exec(sign);
  if (found) return { level: level || 1, number: numberOf(found), isSure: level > 0, sign: found[0] };
  const bullet = BULLET.exec(sign);
  if (bullet || level) return { level: level || 1, number: null, isSure: true, sign: bullet?.[0] ?? "" };
  return null;
};

const withoutSign = (element, sign) => {
  const ignored = element.querySelector(IGNORED);
  if (ignored) return ignored.remove();
  let left = sign.length;
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (left > 0 && walker.nextNode()) {
    const text = walker.currentNode;
    const cut = Math.min(left, text.data.length);
    text.data = text.data.slice(cut);
    left -= cut;
  }
  return undefined;
};

// One sign that may be a number of anything is no list: it takes two that follow each other.
const isList = (run) => run.some(({ item }) => item.isSure) || (run.length > 1 && run[1].item.number === run[0].item.number + 1);

const build = (run) => {
  const { ownerDocument } = run[0].element;
  const open = []; // lists from the outermost in, with their levels
  const place = ownerDocument.createComment("");
  run[0].element.before(place);
  for (const { element, item } of run) {
    while (open.length && open.at(-1).level > item.level) open.pop();
    if (!open.length || open.at(-1).level < item.level) {
      const list = ownerDocument.createElement(item.number === null ? "ul" : "ol");
      if (item.number > 1) list.setAttribute("start", item.number);
      if (open.length) open.at(-1).list.lastElementChild.append(list);
      else place.before(list);
      open.push({ list, level: item.level });
    }
    withoutSign(element, item.sign);
    const made = ownerDocument.createElement("li");
    made.append(...element.childNodes);
    open.at(-1).list.append(made);
    element.remove();
  }
  place.remove();
};

export const makeLists = (body) => {
  for (const parent of new Set([...body.querySelectorAll("p, div")].map((one) => one.parentElement))) {
    if (parent.closest("li, td, th")) continue;
    let run = [];
    const end = () => {
      if (run.length && isList(run)) build(run);
      run = [];
    };
    for (const element of [...parent.children]) {
      const item = itemOf(element);
      if (!item) end();
      else {
        const isOther = run.length && item.level === 1 && (item.number === null) !== (run[0].item.number === null);
        if (isOther) end();
        run.push({ element, item });
      }
    }
    end();
  }
};
