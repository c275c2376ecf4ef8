// Says every 30 seconds that this document is open here, and shows who else has it open.
const EVERY = 30_000;

export const beHere = (address, form, place) => {
  const tell = async () => {
    if (document.hidden) return;
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    const answer = await fetch(address, { method: "POST", body }).catch(() => null);
    const isAnswer = answer?.ok && answer.headers.get("Content-Type") === "application/json";
    const others = isAnswer ? (await answer.json()).others : [];
    const said = others.length ? `${others.map((name) => `${name}님`).join(", ")}이 이 글을 열어 두었습니다.` : "";
    if (place.textContent !== said) place.textContent = said;
  };
  tell();
  setInterval(tell, EVERY);
  document.addEventListener("visibilitychange", tell);
};
