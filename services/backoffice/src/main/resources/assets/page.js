// Says when nothing answers at all: what does answer says by itself how fresh it is.
"use strict";
const offline = document.getElementById("offline");
for (const failed of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.body.addEventListener(failed, () => { offline.hidden = false; });
}
document.body.addEventListener("htmx:beforeOnLoad", (answer) => {
  if (answer.detail.xhr.status < 400) offline.hidden = true;
});
