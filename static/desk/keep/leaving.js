// The form goes only when it can arrive: not too large, its editor signed in, its token fresh. Until then nobody leaves
// the page unasked.
import { bytesOf, read } from "./form.js";
import { gate, SAVING } from "./session.js";
import { stopper } from "./stopped.js";

const TOO_LARGE =
  "글이 너무 길어 한 번에 저장할 수 없습니다. 글을 둘로 나누어 저장하세요. 적은 내용은 이 창에 그대로 있습니다.";
const BESIDE = 10; // fields that go with a form and are not kept: its token and the like

export const guard = (form, place, isChanged, keepNow) => {
  const stop = stopper(place);
  const { limit, most } = place.dataset;
  let mayGo = false;
  const letGo = () => {
    mayGo = true;
  };
  const go = gate(place.dataset, SAVING, stop, letGo);

  const send = (button) => {
    const pairs = read(form);
    if (bytesOf(pairs) > Number(limit) || pairs.length > Number(most) - BESIDE) return stop({ sentence: TOO_LARGE });
    return go(form, button);
  };

  form.addEventListener("submit", (event) => {
    if (mayGo || event.submitter?.formTarget === "_blank") return;
    event.preventDefault();
    keepNow();
    send(event.submitter);
  });

  // Back shows the page as it was left: it may ask again.
  addEventListener("pageshow", () => {
    mayGo = false;
  });
  addEventListener("beforeunload", (event) => {
    if (!mayGo && isChanged()) event.preventDefault();
  });
  return letGo;
};
