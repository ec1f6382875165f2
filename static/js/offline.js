// The page where the reader keeps a copy, renews it and erases it. Without this file it says why not.
const box = document.querySelector("[data-offline]");
const root = box.dataset.offline;
const pack = `${root}hors-ligne/pack.json`;
const store = `copie ${root}`;
const here = `${root}hors-ligne/`;
const list = box.querySelector("[data-list]");

function show(...states) {
  for (const part of box.querySelectorAll("[data-when]")) {
    part.hidden = !part.dataset.when.split(" ").some((state) => states.includes(state));
  }
}

async function look(...before) {
  const stored = await caches.match(pack, { cacheName: store });
  const kept = stored && (await stored.json());
  if (kept) {
    box.querySelector("[data-day]").textContent = kept.day;
    list.replaceChildren(...kept.pack.pages.filter(({ path }) => root + path !== here).map(line));
  }
  show(...before, kept ? "kept" : "ready");
}

function line({ path, name }) {
  const item = document.createElement("li");
  const link = item.appendChild(document.createElement("a"));
  link.className = "way";
  link.href = root + path;
  link.textContent = name;
  return item;
}

async function keep() {
  await navigator.serviceWorker.register(`${root}sw.js`, { scope: root });
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  const saved = new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
  active.postMessage("save", [port2]);
  return saved;
}

async function forget() {
  await caches.delete(store);
  const registration = await navigator.serviceWorker.getRegistration(root);
  if (registration) await registration.unregister();
}

const acts = {
  async keep() {
    if (await keep().catch(() => false)) return [];
    await forget();
    return ["failed"];
  },
  renew: async () => ((await keep().catch(() => false)) ? [] : ["failed"]),
  async erase() {
    await forget();
    return ["erased"];
  },
};

box.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-do]");
  if (!button) return;
  show("busy");
  await look(...(await acts[button.dataset.do]()));
});

if ("serviceWorker" in navigator && "caches" in window) look();
