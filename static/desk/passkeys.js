// Says in our words what allauth's scripts tell the console, and lets Enter in the name do what the button does.
const said = document.querySelector("[data-passkey-said]");
const button = document.querySelector("#new-passkey, #ask-passkey");

const SENTENCES = {
  InvalidStateError: "이 기기에는 이 계정의 패스키가 이미 있습니다.",
  NotAllowedError: "그만두었거나 시간이 지났습니다. 다시 누르세요.",
};

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const { exception } = event.detail;
  said.textContent = SENTENCES[exception.name] ?? "이 브라우저에서 패스키를 쓰지 못했습니다. 다른 방법으로 확인하세요.";
  said.hidden = false;
});

button.form.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return; // held back by asks-first.js, which sends it again
  event.preventDefault();
  button.click();
});
