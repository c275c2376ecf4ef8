// Before a form goes: is its editor still signed in? Signing in again in another window has changed the token.
const STAYS = "적은 내용은 이 창에 그대로 있습니다.";
const sentences = (not, again) => ({
  signedOut: `로그인이 끝나 아직 ${not} 않았습니다. 새 창에서 로그인한 뒤 이 창으로 돌아와 다시 ${again}. ${STAYS}`,
  another: `이 브라우저에 다른 이름으로 로그인되어 있어 아직 ${not} 않았습니다. 새 창에서 원래 이름으로 로그인한 뒤 다시 ${again}.`,
  notReached: `서버에 닿지 못해 아직 ${not} 않았습니다. 인터넷 연결을 확인하고 다시 ${again}. ${STAYS}`,
});
export const SAVING = sentences("저장하지", "저장하세요");
export const SENDING = sentences("보내지", "누르세요");

// {token} when the form may go, {sentence, maySignIn} when it may not.
const ask = async (address, user, say) => {
  try {
    const answer = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(10_000) });
    if (!answer.ok) return { sentence: say.notReached };
    const found = await answer.json();
    if (found.user === null) return { sentence: say.signedOut, maySignIn: true };
    return String(found.user) === user ? { token: found.token } : { sentence: say.another, maySignIn: true };
  } catch {
    return { sentence: say.notReached };
  }
};

// Asks, and sends the form by its button with the token of now; `letGo(form)` hears that it goes, `stop` why it does not.
export const gate = ({ session, user }, say, stop, letGo) => {
  let isAsking = false;
  return async (form, button) => {
    if (isAsking) return undefined;
    isAsking = true;
    const found = await ask(session, user, say);
    isAsking = false;
    if (!found.token) return stop(found);
    form.elements.csrfmiddlewaretoken.value = found.token;
    letGo(form);
    return form.requestSubmit(button);
  };
};
