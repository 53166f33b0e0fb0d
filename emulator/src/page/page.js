"use strict";
async function refresh() {
  const gone = document.getElementById("gone");
  try {
    const answer = await fetch("/", { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("main");
    // What somebody has selected to copy it stays until they are done.
    if (answer.ok && fresh && document.getSelection().isCollapsed) {
      document.querySelector("main").replaceWith(fresh);
    }
    gone.hidden = answer.ok;
  } catch {
    gone.hidden = false;
  }
  setTimeout(refresh, 1000);
}
setTimeout(refresh, 1000);
