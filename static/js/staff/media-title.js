/* A recording is named after its file, until somebody names it. */

const file = document.getElementById("id_file");
const title = document.getElementById("id_title");

file?.addEventListener("change", () => {
  // A browser writes C:\fakepath\ before the name.
  if (title && !title.value) title.value = file.value.split("\\").pop().replace(/\.[^.]+$/, "");
});
