// An address that names a question, a row or a term opens it; what stands on another page is gone to.
function openTarget() {
  const mark = named();
  const target = document.getElementById(mark);
  if (target) open(target);
  else goElsewhere(mark);
}

function open(target) {
  const fold = target.parentElement?.closest("details");
  if (fold) fold.open = true;
  const details = target.matches("details") ? target : target.querySelector("details");
  if (!details && !fold) return;
  if (details) details.open = true;
  target.scrollIntoView();
}

// A list says where to find those of its entries that are not on this page: data-elsewhere="q-" with an address.
function goElsewhere(mark) {
  const list = document.querySelector("[data-elsewhere]");
  const name = list && mark.startsWith(list.dataset.elsewhere) ? mark.slice(list.dataset.elsewhere.length) : "";
  if (name) location.replace(list.dataset.elsewhereAt.replaceAll("{}", encodeURIComponent(name)));
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
