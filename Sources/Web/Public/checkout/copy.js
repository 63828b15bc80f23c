// Puts a button beside each value of a bank account that copies it as machines want it, without spaces. Without this, one tap selects it.

const list = document.querySelector(".checkout-account");
if (list instanceof HTMLElement && navigator.clipboard) {
  const { copy = "", copied = "" } = list.dataset;
  for (const value of list.querySelectorAll(".checkout-value")) {
    if (!(value instanceof HTMLElement)) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "checkout-copy";
    button.textContent = copy;
    const label = value.closest("div")?.querySelector("dt")?.textContent ?? "";
    button.setAttribute("aria-label", `${copy}: ${label}`);
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(value.dataset.plain ?? value.textContent ?? "");
        button.textContent = copied;
        button.setAttribute("aria-label", `${copied}: ${label}`);
      } catch {
        // The browser keeps its clipboard to itself: the value can still be selected.
        button.remove();
      }
    });
    value.after(button);
  }
}
