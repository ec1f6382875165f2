// Copies a text of the announcement kit. Without this script, one selects it.
for (const button of document.querySelectorAll("[data-kit-copy]")) {
  if (!navigator.clipboard) break;
  const section = button.closest("section");
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = section.querySelector("textarea");
    await navigator.clipboard.writeText(
      field ? field.value : section.querySelector("[data-kit-words]").innerText,
    );
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = label), 2000);
  });
}
