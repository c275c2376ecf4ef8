// Back to a form that made something new: it is saved already, and saved again it would be there twice. So Back leads to
// what was made. Each entry of the history keeps under which name its form was kept, this tab where a saved name led.
const keyOf = (name) => `${name} was saved`;

export const noteSaved = (name) => sessionStorage.setItem(keyOf(name), location.pathname);

const madeBy = (name) => name && sessionStorage.getItem(keyOf(name));

// Whether this page is on its way there.
export const leadsOn = () => {
  const made = madeBy(history.state?.keptAs);
  if (!made) return false;
  history.replaceState(null, ""); // where “하나 더 추가” led to the same form, an empty one
  location.replace(made);
  return true;
};

// `letGo`: nothing on the page needs a question before it is left.
export const watchBack = (name, letGo) => {
  history.replaceState({ ...history.state, keptAs: name }, "");
  addEventListener("pageshow", ({ persisted }) => {
    const made = persisted && madeBy(name); // kept whole by the browser: no script begins anew
    if (!made) return;
    letGo();
    location.replace(made);
  });
};
