/* The dates of an event in words while they are typed. Without it the same words stand there
   after each save, and every field is shown. */

const WAIT = 400;
const ROWS = ["dates", "date_changes"];

const panel = document.querySelector("[data-event-dates]");
const form = panel?.closest("form");

if (form) {
  const words = panel.querySelector("[data-event-dates-words]");
  const failed = panel.querySelector("[data-event-dates-failed]");
  const fieldsOfChange = JSON.parse(panel.dataset.fields);
  let dates = [];
  let timer;
  let asked = 0;

  const isOurs = (name) => ROWS.some((row) => name.startsWith(`${row}-`));
  const field = (prefix, name) => form.elements.namedItem(`${prefix}-${name}`);
  const wrapper = (input) => input.closest(".w-panel__wrapper");

  const prefixes = (row) => {
    const total = Number(form.elements.namedItem(`${row}-TOTAL_FORMS`)?.value ?? 0);
    return Array.from({ length: total }, (_, index) => `${row}-${index}`);
  };

  const typed = () => {
    const sent = new FormData();
    for (const [name, value] of new FormData(form)) {
      if (isOurs(name) || name === "csrfmiddlewaretoken") sent.append(name, value);
    }
    sent.append("branch", panel.dataset.branch);
    return sent;
  };

  const show = (input, visible) => {
    if (!input) return;
    wrapper(input).hidden = !visible;
    // What is not shown is not sent: it cannot be wrong unseen.
    input.disabled = !visible;
  };

  const showErrors = (errors) => {
    for (const prefix of ROWS.flatMap(prefixes)) {
      for (const input of form.querySelectorAll(`[name^="${prefix}-"]`)) {
        const place = input.closest("[data-field]")?.querySelector("[data-field-errors]");
        if (!place) continue;
        const said = errors[input.name] ?? [];
        place.replaceChildren();
        input.closest("[data-field]").classList.toggle("w-field--error", said.length > 0);
        if (!said.length) continue;
        const sentence = document.createElement("p");
        sentence.className = "error-message";
        sentence.textContent = said.join(" ");
        place.append(sentence);
        const fold = input.closest("details");
        if (fold) fold.open = true;
      }
    }
  };

  const chooser = (prefix) => {
    const on = field(prefix, "on");
    let select = on.parentElement.querySelector("select");
    if (!select) {
      select = document.createElement("select");
      select.setAttribute("aria-labelledby", `${on.id}-label`);
      // Before the form hears of it, which draws the choice again.
      select.addEventListener("input", () => {
        const chosen = dates[select.value];
        on.value = chosen?.on ?? "";
        field(prefix, "at").value = chosen?.at ?? "";
      });
      on.before(select);
    }
    return select;
  };

  const offerDates = (prefix) => {
    const on = field(prefix, "on");
    const at = field(prefix, "at");
    const select = chooser(prefix);
    const labels = [panel.dataset.choose, ...dates.map((date) => date.label)];
    if (labels.join() !== Array.from(select.options, (option) => option.label).join()) {
      const options = labels.map((label, index) => new Option(label, index ? index - 1 : ""));
      select.replaceChildren(...options);
    }
    const isChosen = (date) =>
      date.on === on.value && (!date.at || date.at === at.value.slice(0, 5));
    select.selectedIndex = dates.findIndex(isChosen) + 1;
    return select;
  };

  const arrangeChange = (prefix) => {
    const kind = field(prefix, "kind").value;
    const shown = fieldsOfChange[kind] ?? ["on"];
    const chooses = kind !== "added" && dates.length > 0;
    for (const name of new Set(Object.values(fieldsOfChange).flat())) {
      show(field(prefix, name), kind !== "" && shown.includes(name));
    }
    const select = offerDates(prefix);
    select.hidden = !chooses;
    field(prefix, "on").hidden = chooses;
    // The choice of a date says its hour.
    if (kind && chooses) wrapper(field(prefix, "at")).hidden = true;
  };

  const arrangeDate = (prefix) => {
    const frequency = field(prefix, "frequency").value;
    for (const name of ["interval", "until", "count", "skip_holidays"]) {
      wrapper(field(prefix, name)).hidden = frequency === "none";
    }
    wrapper(field(prefix, "nth")).hidden = frequency !== "monthly";
    const weekdays = form.querySelector(`[name="${prefix}-weekdays"]`);
    wrapper(weekdays).hidden = frequency === "none";
  };

  const arrange = () => {
    prefixes("dates").forEach(arrangeDate);
    prefixes("date_changes").forEach(arrangeChange);
  };

  const ask = async () => {
    const number = ++asked;
    try {
      const response = await fetch(panel.dataset.address, { method: "POST", body: typed() });
      if (!response.ok) throw new Error(response.status);
      const answer = await response.json();
      // A later question is on its way.
      if (number !== asked) return;
      words.innerHTML = answer.html;
      dates = answer.dates;
      failed.hidden = true;
      showErrors(answer.errors);
      arrange();
    } catch {
      failed.hidden = false;
    }
  };

  const askSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  };

  const react = ({ target }) => {
    if (!target.name || !isOurs(target.name)) {
      if (!target.closest?.("[aria-labelledby^='id_date_changes-']")) return;
    }
    arrange();
    askSoon();
  };

  form.addEventListener("input", react);
  form.addEventListener("change", react);
  for (const row of ROWS) {
    const list = document.getElementById(`id_${row}-FORMS`);
    // Rows that come; those that go are marked in a hidden field, and hidden by their style.
    new MutationObserver(() => {
      arrange();
      askSoon();
    }).observe(list, { childList: true });
    list.addEventListener("click", (event) => {
      if (event.target.closest("[id$='-DELETE-button']")) askSoon();
    });
  }
  arrange();
  // Dates that were saved are to be chosen from; those not typed yet are not complained about.
  if (form.elements.namedItem("dates-0-start_date")?.value) ask();
}
