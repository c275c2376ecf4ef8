// Keeps what is typed in a form of the desk in this browser until it is saved, and offers it after a crash, a closed
// tab or a lost sign-in. It belongs to one user and one address, and to the version that the form began from.
import { leadsOn, watchBack } from "./back.js";
import { read, sendBack } from "./form.js";
import { guard } from "./leaving.js";
import { beHere } from "./presence.js";
import { forgetSaved } from "./saved.js";
import { drop, latest, newName, put, sweep } from "./store.js";

const EVERY = 2_000;
const FULL = "이 브라우저의 저장 공간이 차서, 적는 글을 따로 남겨 두지 못하고 있습니다. 자주 저장하세요.";

const when = (at) =>
  new Date(at).toLocaleString("ko-KR", { month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false });

const offer = (form, place, kept, seen) => {
  const box = place.querySelector("[data-offer]");
  const isOlder = new Map(kept.pairs).get("seen") !== seen;
  const further = isOlder ? " 그 뒤에 저장된 글이 있으니, 불러온 다음 견주어 보고 저장하세요." : "";
  box.querySelector("[data-offer-said]").textContent =
    `이 브라우저에 ${when(kept.at)}에 적고 저장하지 않은 글이 남아 있습니다. 불러올까요?${further}`;
  box.querySelector("[data-offer-take]").addEventListener("click", () => {
    sessionStorage.setItem(location.pathname, kept.name);
    sendBack(form, kept.pairs, form.elements.csrfmiddlewaretoken.value);
  });
  box.querySelector("[data-offer-drop]").addEventListener("click", () => {
    drop(kept.name);
    box.hidden = true;
  });
  box.hidden = false;
};

const keep = (form, place) => {
  const isNew = !form.elements.seen.value;
  if (isNew && leadsOn()) return;
  const isRefused = "refused" in place.dataset; // what was typed stands in the form: it goes on under its name
  const name = (isRefused && sessionStorage.getItem(location.pathname)) || newName();
  const whose = { user: place.dataset.user, address: location.pathname, name };
  const seen = form.elements.seen.value;
  const found = isRefused ? null : latest(whose);
  const before = JSON.stringify(read(form));
  let last = isRefused ? null : before;

  const isChanged = () => isRefused || JSON.stringify(read(form)) !== before;
  const keepNow = () => {
    const pairs = read(form);
    const now = JSON.stringify(pairs);
    if (now === last) return;
    last = now;
    try {
      put(whose, pairs);
    } catch {
      place.querySelector("[data-others]").textContent = FULL;
    }
  };

  place.querySelector("[data-kept-as]").value = name;
  sessionStorage.setItem(location.pathname, name);
  if (found && JSON.stringify(found.pairs) !== before) offer(form, place, found, seen);
  else if (found) drop(found.name);
  setInterval(keepNow, EVERY);
  for (const event of ["pagehide", "visibilitychange"]) addEventListener(event, keepNow);
  const letGo = guard(form, place, isChanged, keepNow);
  if (isNew) watchBack(name, letGo);
  if (place.dataset.presence) beHere(place.dataset.presence, form, place.querySelector("[data-others]"));
};

forgetSaved();
sweep();
for (const place of document.querySelectorAll("[data-keep]")) keep(place.closest("form"), place);
