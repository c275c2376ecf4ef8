// The dialog that says why a form did not go (templates/desk/_stopped.html), and offers to sign in where that helps.
export const stopper = (place) => {
  const dialog = place.querySelector("[data-stopped]");
  const signIn = dialog.querySelector("[data-stopped-sign-in]");
  dialog.querySelector("[data-stopped-close]").addEventListener("click", () => dialog.close());
  signIn.addEventListener("click", () => dialog.close());
  return ({ sentence, maySignIn = false }) => {
    dialog.querySelector("[data-stopped-said]").textContent = sentence;
    signIn.hidden = !maySignIn;
    dialog.showModal();
  };
};
