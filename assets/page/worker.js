// Keeps the whole page in the browser, lessons too, so that after one visit it works without a
// network. What stands above this line is written by `cargo xtask build`: BUILD, and FILES, the
// address of every file with the hash of what it holds.
//
// A build is kept whole or not at all: a file that does not have its hash is refused, and with
// it the build. A newer build is fetched beside the one that is worked with, waits, and takes
// over when somebody says so and no other tab works, or when all tabs are gone.
const NAME = "cloud-campus-page-";
const OWN = NAME + BUILD;
// So many files are fetched at a time, so that the page that is open has the line for itself.
const AT_ONCE = 4;

self.addEventListener("install", (event) => event.waitUntil(keepAll()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("message", (event) => event.waitUntil(answer(event)));
self.addEventListener("fetch", (event) => {
  const path = pathOf(event.request);
  if (path === undefined) {
    return;
  }
  if (event.request.mode === "navigate") {
    if (path === "" || path === "index.html") {
      event.respondWith(kept("./", event.request));
    }
  } else if (path !== "worker.js") {
    event.respondWith(kept(path, event.request));
  }
});

/** The part of an address behind the folder of the page; nothing for what is not ours. */
function pathOf({ method, url }) {
  const scope = new URL(self.registration.scope);
  const asked = new URL(url);
  const ours = method === "GET" && asked.origin === scope.origin && asked.pathname.startsWith(scope.pathname);
  return ours ? asked.pathname.slice(scope.pathname.length) : undefined;
}

/** What is kept under an address: of this build, else of the one before, which a tab may still show. */
async function kept(path, request) {
  const own = await caches.open(OWN);
  return (await own.match(path)) ?? (await caches.match(path)) ?? fetch(request);
}

async function keepAll() {
  const cache = await caches.open(OWN);
  const wanted = Object.entries(FILES);
  const next = async () => {
    for (let file = wanted.pop(); file !== undefined; file = wanted.pop()) {
      await keep(cache, file);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, next));
  } catch (reason) {
    // Half a build is of no use, and the room may be what is missing.
    await caches.delete(OWN);
    throw reason;
  }
}

async function keep(cache, [path, integrity]) {
  if (await cache.match(path)) {
    return;
  }
  // Most of a newer build is what the one before it held.
  const known = await caches.match(path);
  if (known && (await hashOf(known.clone())) === integrity) {
    await cache.put(path, known);
    return;
  }
  const answer = await fetch(path, { integrity, cache: "no-cache" });
  if (!answer.ok) {
    throw new Error(`${path}: the server answers ${answer.status}`);
  }
  // An answer that came by a detour may not be shown as a page, so it is put down plainly.
  const type = answer.headers.get("content-type") ?? "application/octet-stream";
  await cache.put(path, new Response(await answer.blob(), { headers: { "content-type": type } }));
}

async function hashOf(answer) {
  const hash = await crypto.subtle.digest("SHA-256", await answer.arrayBuffer());
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(hash)))}`;
}

/** From here on this build answers. Of those before it the last stays: a tab may not have gone yet. */
async function takeOver() {
  const pages = (await caches.keys()).filter((it) => it.startsWith(NAME) && it !== OWN);
  await Promise.all(pages.slice(0, -1).map((it) => caches.delete(it)));
  // What the page kept of lessons by itself stands in the build now.
  await caches.delete("cloud-campus-lessons");
  await self.clients.claim();
}

async function answer({ data, ports: [port] }) {
  if (data !== "take-over") {
    return;
  }
  const tabs = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (tabs.length > 1) {
    port?.postMessage("others");
    return;
  }
  port?.postMessage("yes");
  await self.skipWaiting();
}
