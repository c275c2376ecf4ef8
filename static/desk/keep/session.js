// Before a form goes: is its editor still signed in? Signing in again in another window has changed the token.
const SIGNED_OUT =
  "로그인이 끝나 아직 저장하지 않았습니다. 새 창에서 로그인한 뒤 이 창으로 돌아와 다시 저장하세요. 적은 내용은 이 창에 그대로 있습니다.";
const ANOTHER =
  "이 브라우저에 다른 이름으로 로그인되어 있어 아직 저장하지 않았습니다. 새 창에서 원래 이름으로 로그인한 뒤 다시 저장하세요.";
const NOT_REACHED =
  "서버에 닿지 못해 아직 저장하지 않았습니다. 인터넷 연결을 확인하고 다시 저장하세요. 적은 내용은 이 창에 그대로 있습니다.";

// {token} when the form may go, {sentence, maySignIn} when it may not.
export const ask = async (address, user) => {
  try {
    const answer = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(10_000) });
    if (!answer.ok) return { sentence: NOT_REACHED };
    const found = await answer.json();
    if (found.user === null) return { sentence: SIGNED_OUT, maySignIn: true };
    return String(found.user) === user ? { token: found.token } : { sentence: ANOTHER, maySignIn: true };
  } catch {
    return { sentence: NOT_REACHED };
  }
};
