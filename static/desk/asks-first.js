// Every form of the desk that keep/ does not look after: a reason, a date, a choice, a file. It goes only while whoever
// filled it in is signed in; otherwise the server would show the sign-in and forget what was sent.
import { forgetSaved } from "./keep/saved.js";
import { ask, SENDING } from "./keep/session.js";
import { stopper } from "./keep/stopped.js";

forgetSaved();

const place = document.querySelector("[data-asks-first]");
const { session, user } = place.dataset;
const stop = stopper(place);
const ready = new WeakSet(); // forms that may go once, since their question was answered
let isAsking = false;

const isNotOurs = (form) => form.method !== "post" || !form.closest("#content") || form.querySelector("[data-keep]");

const send = async (form, button) => {
  isAsking = true;
  const found = await ask(session, user, SENDING);
  isAsking = false;
  if (!found.token) return stop(found);
  form.elements.csrfmiddlewaretoken.value = found.token;
  ready.add(form);
  return form.requestSubmit(button);
};

// Before whatever else listens: what is held back here has not gone.
document.addEventListener(
  "submit",
  (event) => {
    const { target: form, submitter } = event;
    if (isNotOurs(form) || submitter?.formTarget === "_blank" || ready.delete(form)) return;
    event.preventDefault();
    if (!isAsking) send(form, submitter);
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
