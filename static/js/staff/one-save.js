/* A form of the editor is sent only once the automatic save under way has been answered: sent
   beside it, a new page would be created twice, and the second one refused for its address. */

const LONGEST_WAIT = 20_000; // a line that hangs must not hold her page back for ever

let saving; // the form whose automatic save is under way
let sent; // the form that is on its way
let go; // sends the form that waits

function answered() {
  saving = undefined;
  go?.();
}

addEventListener("w-autosave:save", (event) => {
  if (event.target === sent) event.preventDefault();
  else saving = event.target;
});
addEventListener("w-autosave:success", answered);
addEventListener("w-autosave:error", answered);
addEventListener("pageshow", () => (sent = undefined));

addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (event.defaultPrevented) return;
  if (form !== saving) {
    sent = form;
    return;
  }
  event.preventDefault();
  if (go) return;
  const longest = setTimeout(answered, LONGEST_WAIT);
  go = () => {
    go = undefined;
    clearTimeout(longest);
    // A button that shows that it works is disabled, and would not say what it is for.
    const disabled = submitter?.disabled;
    if (submitter) submitter.disabled = false;
    form.requestSubmit(submitter);
    if (submitter) submitter.disabled = disabled;
  };
});
