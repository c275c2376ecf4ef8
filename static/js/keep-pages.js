// Lets the service worker keep what is read, once the page itself is there. A browser without one reads as ever.
const workers = navigator.serviceWorker;
if (workers) addEventListener("load", () => start().catch(() => {}));

async function start() {
  const isFirst = !workers.controller;
  await workers.register("/offline.js", { scope: "/" });
  const { active } = await workers.ready;
  if (isFirst) active.postMessage({ keep: location.pathname + location.search });
}
