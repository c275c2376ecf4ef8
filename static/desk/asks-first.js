// Every form of the desk that keep/ does not look after: a reason, a date, a choice, a file. It goes only while whoever
// filled it in is signed in; otherwise the server would show the sign-in and forget what was sent.
import { forgetSaved } from "./keep/saved.js";
import { gate, SENDING } from "./keep/session.js";
import { stopper } from "./keep/stopped.js";

forgetSaved();

const place = document.querySelector("[data-asks-first]");
const ready = new WeakSet(); // forms that may go once, since their question was answered
const go = gate(place.dataset, SENDING, stopper(place), (form) => ready.add(form));

const isNotOurs = (form) => form.method !== "post" || !form.closest("#content") || form.querySelector("[data-keep]");

// Before whatever else listens: what is held back here has not gone.
document.addEventListener(
  "submit",
  (event) => {
    const { target: form, submitter } = event;
    if (isNotOurs(form) || submitter?.formTarget === "_blank" || ready.delete(form)) return;
    event.preventDefault();
    go(form, submitter);
  },
  { capture: true },
);

// Words that were typed and not sent are left with a question only; a form that goes takes its own with it.
let going;
document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) going = event.target;
});
addEventListener("pageshow", () => {
  going = undefined;
});
addEventListener("beforeunload", (event) => {
  const texts = [...document.querySelectorAll("#content form textarea")];
  const isTyped = ({ form, value, defaultValue }) => form !== going && !isNotOurs(form) && value !== defaultValue;
  if (texts.some(isTyped)) event.preventDefault();
});
