// An address that names a question or a row opens what it names.
function openTarget() {
  const target = document.getElementById(named());
  if (!target) return;
  const details = target.matches("details") ? target : target.querySelector("details");
  if (!details) return;
  details.open = true;
  target.scrollIntoView();
}

// What comes after # as it was meant; as it stands where its percent signs mean nothing (#100%).
function named() {
  const mark = location.hash.slice(1);
  try {
    return decodeURIComponent(mark);
  } catch {
    return mark;
  }
}

addEventListener("hashchange", openTarget);
openTarget();
