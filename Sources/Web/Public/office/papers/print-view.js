/** The one deed of a paper: to be printed. */
document.addEventListener('click', (event) => {
  if (/** @type {Element} */ (event.target).closest('[data-print]')) window.print();
});
