// Keeps the words looked for out of the address bar and of the history: docs/safety.md.
const place = document.querySelector("[data-words]").action;
const { pathname } = new URL(place);
const kept = () => (history.state || {}).query;
let shown;

// The address loses the words and keeps what else it says.
function note(query, act) {
  const rest = new URLSearchParams(query);
  for (const name of ["q", "page"]) rest.delete(name);
  history[act]({ query }, "", pathname + (String(rest) && `?${rest}`));
  shown = query;
}

async function show(query, act = "replaceState") {
  const response = await fetch(place + query, { cache: "no-store" });
  if (!response.ok) throw response;
  // A page is sent the rules of its own classes alone, and the policy allows those by name.
  let rules = "";
  const html = (await response.text()).replace(/<style>(.*?)<\/style>/gs, (all, css) => {
    rules += css;
    return "";
  });
  const found = new DOMParser().parseFromString(html, "text/html");
  const style = new CSSStyleSheet();
  style.replaceSync(rules);
  document.adoptedStyleSheets = [style];
  for (const part of ["title", ".nav", "main"]) {
    document.querySelector(part).replaceWith(found.querySelector(part));
  }
  note(query, act);
  scrollTo(0, 0);
  const said = document.querySelector("[role=status]");
  if (said) setTimeout(() => { said.innerHTML += ""; }, 100); // a change is read aloud
}

addEventListener("submit", (event) => {
  const form = event.target;
  if (!("words" in form.dataset)) return;
  event.preventDefault();
  document.querySelector("main").style.opacity = .5;
  show(`?${new URLSearchParams(new FormData(form))}`, "pushState").catch(() => form.submit());
});

addEventListener("click", (event) => {
  const link = event.target.closest("main a[rel]");
  if (!link || link.pathname !== pathname || !link.search) return;
  event.preventDefault();
  show(link.search, "pushState").catch(() => location.assign(link.href));
});

addEventListener("popstate", () => {
  if (!shown) return;
  if (location.hash) note(shown, "replaceState");
  else if (kept()) show(kept()).catch(() => location.reload());
  else location.reload();
});

if (location.pathname === pathname) {
  if (new URLSearchParams(location.search).has("q")) note(location.search, "replaceState");
  else if (kept()) show(kept());
}
