// Without this file the link leads away too: docs/decisions/0009-quick-exit.md.
const root = document.documentElement;
const away = document.querySelector("[data-exit]").href;
const isSensitive = document.querySelector(".exit-bar");
let hasLeft, isAlone, presses = [];

function leave() {
  hasLeft = true;
  root.innerHTML = "";
  root.style.colorScheme = "light dark";
  // A page gone back from must not wait behind "Forward".
  if (window.navigation && navigation.canGoForward) {
    history.replaceState(null, "", away);
    history.pushState(null, "", away);
  }
  location.replace(away);
}

addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link) return;
  if ("exit" in link.dataset) {
    event.preventDefault();
    leave();
  } else if (isSensitive && link.origin === location.origin && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    location.replace(link.href);
  }
});

addEventListener("keydown", ({ key, repeat, ctrlKey, altKey }) => {
  isAlone = key === "Shift" && !repeat && !ctrlKey && !altKey;
  if (!isAlone) presses = [];
});

addEventListener("keyup", ({ key, timeStamp }) => {
  if (key !== "Shift" || !isAlone) return;
  presses = presses.filter((before) => timeStamp - before < 2000).concat(timeStamp);
  if (presses.length > 2) leave();
});

addEventListener("pageshow", (event) => {
  if (event.persisted && hasLeft) leave();
});

// The form that searches brings its own script, once it is of use.
const form = document.querySelector("[data-words]");
if (form) {
  const bring = () => import(form.dataset.words);
  if (location.search || history.state) bring();
  else form.addEventListener("focusin", bring, { once: true });
}
