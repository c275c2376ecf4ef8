// An address that names a question or a row opens what it names.
function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  const details = target.matches("details") ? target : target.querySelector("details");
  if (!details) return;
  details.open = true;
  target.scrollIntoView();
}

addEventListener("hashchange", openTarget);
openTarget();
