/* Starts what Wagtail's widgets would start by a script written into the page, which the policy of
   the staff area refuses. A widget leaves a mark after itself instead: the name of what to start,
   and with what. See docs/decisions/0019. */

// Nothing else is called by its name, whatever somebody manages to write into a page.
const KNOWN = new Set([
  "Chooser", "DocumentChooser", "ImageChooser", "InlinePanel", "MultipleChooserPanel", "PageChooser",
  "SnippetChooser", "createMediaChooser", "createTaskChooser", "initDateChooser",
  "initDateTimeChooser", "initTimeChooser",
]);
const MARK = "[data-staff-start]";

function start(mark) {
  const name = mark.dataset.staffStart;
  // A row that is moved comes by again.
  mark.removeAttribute("data-staff-start");
  if (!KNOWN.has(name)) return;
  const values = JSON.parse(mark.dataset.staffWith);
  if (/^[A-Z]/.test(name)) new window[name](...values);
  else window[name](...values);
}

function startIn(node) {
  if (!(node instanceof Element)) return;
  if (node.matches(MARK)) start(node);
  node.querySelectorAll(MARK).forEach(start);
}

new MutationObserver((changes) => {
  for (const { addedNodes } of changes) addedNodes.forEach(startIn);
}).observe(document, { childList: true, subtree: true });
