// Pages that were read stay readable on a bad line. Whoever has a line always gets the page of now: what is kept shows
// only where the network fails or is silent for long, and then it says so. Answers and searches are never kept.
// kbhelp/site/offline.py puts ALWAYS, the pages that are kept from the first visit on, above these lines.
const [PAGES, FILES] = ["kbhelp-pages", "kbhelp-files"];
const [MOST_PAGES, MOST_FILES] = [40, 150];
const PATIENCE = 8000; // milliseconds without an answer, after which a kept page shows
const ASIDE = /^\/(admin|desk|preview)\/|^\/static\/(admin|desk|markdownx)\//; // staff's
const UNKEPT = /^\/(search|diagnose|feedback)\//;
const FILE = /^\/(static|media|look)\//;
const OFFLINE = ALWAYS[0];

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(Promise.allSettled(ALWAYS.map(keepWithFiles)));
});
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
// The page that first brought this worker was loaded before it; it asks to be kept, too.
addEventListener("message", (event) => event.waitUntil(keepWithFiles(event.data.keep).catch(() => {})));

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || ASIDE.test(url.pathname)) return;
  if (request.mode === "navigate") event.respondWith(pageFor(event, url));
  else if (FILE.test(url.pathname)) event.respondWith(fileFor(request));
});

function mayKeep(url) {
  return !url.search && !ASIDE.test(url.pathname) && !UNKEPT.test(url.pathname);
}

async function pageFor(event, url) {
  const kept = mayKeep(url) ? await (await caches.open(PAGES)).match(url.pathname) : undefined;
  const answer = fetch(event.request);
  event.waitUntil(answer.then((response) => remember(url, response.clone())).catch(() => {}));
  try {
    const response = await (kept ? Promise.race([answer, silence()]) : answer);
    return kept && response.status >= 500 ? asKept(kept) : response;
  } catch {
    return kept ? asKept(kept) : offlinePage();
  }
}

function silence() {
  return new Promise((_, refuse) => setTimeout(refuse, PATIENCE));
}

async function remember(url, response) {
  if (!mayKeep(url) || response.status >= 500) return;
  const pages = await caches.open(PAGES);
  await pages.delete(url.pathname); // also what has moved or was withdrawn; what stays becomes the newest
  const secret = /no-store|private/.test(response.headers.get("Cache-Control") ?? "");
  const isPage = (response.headers.get("Content-Type") ?? "").startsWith("text/html");
  if (response.ok && isPage && !secret) await put(pages, url.pathname, response, MOST_PAGES);
}

async function fileFor(request) {
  const files = await caches.open(FILES);
  const kept = await files.match(request);
  if (kept) return kept; // its name is its content
  const response = await fetch(request);
  if (response.ok) put(files, request, response.clone(), MOST_FILES).catch(() => {});
  return response;
}

// The least recently read goes first; what is always kept stays.
async function put(cache, name, response, most) {
  await cache.put(name, response);
  const names = (await cache.keys()).filter(({ url }) => !ALWAYS.includes(new URL(url).pathname));
  for (const old of names.slice(0, Math.max(0, names.length - most))) await cache.delete(old);
}

async function keepWithFiles(path) {
  const url = new URL(path, location.origin);
  const response = await fetch(url, { cache: "no-cache" });
  const text = await response.clone().text();
  await remember(url, response);
  const names = [...text.matchAll(/(?:href|src)="(\/(?:static|look)\/[^"]+)"/g)].map((found) => found[1]);
  await Promise.allSettled([...new Set(names)].map((name) => fileFor(new Request(name))));
}

// base.html has a line that shows on a page marked as kept, with the day on which it was fetched.
async function asKept(response) {
  const date = new Date(response.headers.get("Date") ?? Date.now());
  const day = date.toLocaleDateString("ko-KR", { month: "long", day: "numeric" });
  const text = (await response.text())
    .replace("<body", "<body data-kept")
    .replace("<span data-kept-day>", (mark) => `${mark}${day}의 `);
  return html(text, response);
}

async function offlinePage() {
  const pages = await caches.open(PAGES);
  const page = await pages.match(OFFLINE);
  if (!page) return Response.error();
  const names = (await pages.keys()).map(({ url }) => new URL(url).pathname);
  const rows = await Promise.all(names.filter((name) => !ALWAYS.includes(name)).map((name) => row(pages, name)));
  const text = (await page.text()).replace("<ul data-kept-pages>", (list) => list + rows.reverse().join(""));
  return html(text, page);
}

async function row(pages, name) {
  const text = await (await pages.match(name)).text();
  const heading = /<h1[^>]*>([\s\S]*?)<\/h1>/.exec(text)?.[1] ?? name;
  return `<li><a href="${name}">${heading.replace(/<[^>]*>/g, " ").trim()}</a></li>`;
}

// With the headers that the page had, its policy above all, but for those of its bytes.
function html(text, { headers }) {
  const kept = [...headers].filter(([name]) => !/^content-(encoding|length)$/.test(name));
  return new Response(text, { headers: kept });
}
