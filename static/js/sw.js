// Answers without network from the copy that the reader chose: docs/offline-pack.md.
// It runs under the root of one centre and stores one thing, the pack, whole or not at all.
const ROOT = new URL(self.registration.scope).pathname;
const STORE = `copie ${ROOT}`;
const PACK = `${ROOT}hors-ligne/pack.json`;
const EXIT = `${ROOT}sortie/`;
const ELSEWHERE = /^\/(admin|documents|media|static)\//;
const FORMAT = 1;
const RENEWED_AFTER = 6 * 60 * 60 * 1000;
// On a line that hangs, the copy comes after this time; whoever leaves waits less.
const PATIENCE = 8000;
const HASTE = 2000;

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (pathname.startsWith(ROOT) && !ELSEWHERE.test(pathname)) {
      event.respondWith(answer(event, pathname));
    }
  } else if (request.destination === "script") {
    event.respondWith(fetch(request).catch((error) => script(pathname, error)));
  }
});

self.addEventListener("message", (event) => {
  if (event.data !== "save") return;
  const [port] = event.ports;
  const saved = read().then(save);
  event.waitUntil(saved.then(() => port.postMessage(true), () => port.postMessage(false)));
});

async function answer(event, pathname) {
  const network = fetch(event.request);
  const first = await Promise.race([
    network.catch(() => null),
    new Promise((resolve) => setTimeout(resolve, pathname === EXIT ? HASTE : PATIENCE, null)),
  ]);
  if (first) {
    if (first.ok) event.waitUntil(renew());
    return first;
  }
  const kept = await read();
  if (!isWhole(kept && kept.pack)) return network;
  if (pathname === EXIT) return html(kept.pack.exit.html, kept.pack.exit.policy);
  const page = kept.pack.pages.find(({ path }) => ROOT + path === pathname);
  return page ? put(kept, page) : network.catch(() => put(kept, kept.pack.missing));
}

async function script(pathname, error) {
  const kept = await read();
  if (!isWhole(kept && kept.pack) || !(pathname in kept.pack.files)) throw error;
  return new Response(kept.pack.files[pathname], { headers: { "Content-Type": "text/javascript" } });
}

async function read() {
  const stored = await caches.match(PACK, { cacheName: STORE });
  return stored ? stored.json() : null;
}

async function renew() {
  const kept = await read();
  // A clock that went back must not keep an old copy for ever.
  if (kept && Math.abs(Date.now() - kept.checked) > RENEWED_AFTER) await save(kept).catch(() => {});
}

async function save(kept) {
  const headers = isWhole(kept && kept.pack) ? { "If-None-Match": kept.tag } : {};
  const asked = { headers, cache: "no-store", credentials: "omit", redirect: "error" };
  const response = await fetch(PACK, asked);
  const isSame = kept && response.status === 304;
  if (!response.ok && !isSame) throw new Error(`${response.status}`);
  const pack = isSame ? kept.pack : await response.json();
  if (!isWhole(pack)) throw new Error("not a pack");
  // Erased in the meantime: it stays erased.
  if (kept && !(await read())) throw new Error("erased");
  const made = Date.parse(response.headers.get("Date")) || Date.now();
  const copy = {
    checked: Date.now(),
    made,
    day: inWords(new Date(made), pack.words),
    tag: response.headers.get("ETag") || (kept && kept.tag),
    pack,
  };
  const store = await caches.open(STORE);
  await store.put(PACK, new Response(JSON.stringify(copy)));
}

function isWhole(pack) {
  return (
    Boolean(pack) && pack.format === FORMAT && pack.root === ROOT &&
    Array.isArray(pack.frame) && pack.frame.length === 5 &&
    Array.isArray(pack.pages) && pack.pages.length > 0 &&
    Boolean(pack.exit && pack.missing && pack.files && pack.words)
  );
}

function put({ made, day, pack }, page) {
  const [top, head, end, strip, foot] = pack.frame;
  // Nothing was read before the copy was made, whatever the clock of the phone says.
  const main = parts(page.parts, pack.cards, Math.max(Date.now(), made));
  const link = `class="nav-link" href="${ROOT}${page.section}"`;
  const here = page.section ? head.replace(link, `${link} aria-current="page"`) : head;
  const title = `${page.name}${pack.suffix}`.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  const banner = pack.banner.replace("<!--day-->", day);
  return html(top + title + here + banner + main + end + (page.strip ? strip : "") + foot, pack.policy);
}

function parts(all, cards, now) {
  const isLeft = (part) => part.until > now;
  return all.map((part) => {
    if (typeof part === "string") return part;
    if (typeof part === "number") return cards[part];
    if ("until" in part) return isLeft(part) ? part.html : "";
    return all.some(isLeft) ? "" : part.otherwise;
  }).join("");
}

function html(text, policy) {
  return new Response(text, {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": policy,
      "Referrer-Policy": "same-origin",
      "Cache-Control": "no-store",
    },
  });
}

function inWords(at, words) {
  const fill = (text, values) => text.replace(/{(\w+)}/g, (mark, name) => values[name]);
  const hour = at.getHours();
  const minutes = `${at.getMinutes()}`.padStart(2, "0");
  return fill(words.date, {
    weekday: words.days[at.getDay()],
    day: at.getDate() === 1 ? words.first : at.getDate(),
    month: words.months[at.getMonth()],
    year: at.getFullYear(),
    time: fill(minutes === "00" ? words.hour : words.minutes, { hour, minutes }),
  });
}
