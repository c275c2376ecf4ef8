// The operator has switched keeping off: this worker takes the place of the other, forgets all and goes.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(end()));

async function end() {
  const names = (await caches.keys()).filter((name) => name.startsWith("kbhelp-"));
  await Promise.all(names.map((name) => caches.delete(name)));
  await registration.unregister();
}
