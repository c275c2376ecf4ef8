// A button that is pressed twice sends its form once: a second press while the server still works is the first one's.
const A_WHILE = 5_000; // milliseconds; later it is meant, as after a file that was downloaded
let went = new WeakMap(); // when each form went

document.addEventListener("submit", (event) => {
  const { target: form, submitter, timeStamp } = event;
  if (event.defaultPrevented || form.method !== "post" || submitter?.formTarget === "_blank") return;
  if (timeStamp - (went.get(form) ?? -A_WHILE) < A_WHILE) event.preventDefault();
  else went.set(form, timeStamp);
});

// Back shows the page as it was left: its forms may go again.
addEventListener("pageshow", () => {
  went = new WeakMap();
});
