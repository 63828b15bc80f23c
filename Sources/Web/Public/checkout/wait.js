// Shows the new version of an order by itself: looks every twenty seconds while somebody looks at the page, and loads it anew only when
// it says something else.

const PAUSE_MILLISECONDS = 20_000;

/** @param {string} html */
function mainOf(html) {
  return new DOMParser().parseFromString(html, "text/html").querySelector("main")?.textContent ?? "";
}

async function look() {
  if (document.visibilityState === "visible") {
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      if (answer.ok && mainOf(await answer.text()) !== mainOf(document.documentElement.outerHTML)) return location.reload();
    } catch {
      // Without a network the page stays as it is and looks again later.
    }
  }
  setTimeout(look, PAUSE_MILLISECONDS);
}

setTimeout(look, PAUSE_MILLISECONDS);
