// Plain structure as Markdown, by Turndown, in the hand that our renderer and editors are used to.
import TurndownService from "../../vendor/turndown-7.2.5.browser.es.js";
import { tables } from "../../vendor/turndown-plugin-gfm-1.0.2.browser.es.js";
import { BREAK, PIPE } from "./tables.js";

const service = new TurndownService({ headingStyle: "atx", bulletListMarker: "-", codeBlockStyle: "fenced", emDelimiter: "*" });
service.use(tables);
service.addRule("line break", { filter: "br", replacement: () => "\\\n" });

// Signs that mean something at the beginning of a line are escaped where a cell begins, too.
const needless = (line, first, rest) => first + rest.replace(/(?<!\\)\\([=+-])/g, "$1");
const MANY_BREAKS = new RegExp(`(?:\\s*${BREAK}\\s*)+`, "g");

export const markdownOf = (body) =>
  service
    .turndown(body)
    .replace(/[\u00a0\u2002\u2003\u3000]/g, " ")
    .replace(/[\u200b\ufeff]/g, "")
    .replace(new RegExp(`\\|\\s*(?:${BREAK}\\s*)+`, "g"), "| ") // a cell neither begins nor ends with a break
    .replace(new RegExp(`(?:\\s*${BREAK})+\\s*\\|`, "g"), " |")
    .replace(MANY_BREAKS, "<br>")
    .replace(/\\\n(?:[ \t]*\\\n)+/g, "\n\n") // two line breaks are a new paragraph
    .replace(/\\\n(?=\n|$)/g, "\n") // and one at the end of a paragraph is none
    .replaceAll(PIPE, "\\|")
    .replace(/^(\s*)-\s{3}/gm, "$1- ")
    .replace(/^(\s*\d+\.)\s{2}/gm, "$1 ")
    .replace(/^(\s*\S)(.*)$/gm, needless)
    .replace(/[ \t]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
