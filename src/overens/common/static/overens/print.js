// Prints the page that stands, with every fold open: no page of its own to fetch.
addEventListener("beforeprint", () => {
  document.querySelectorAll("main details").forEach((fold) => { fold.open = true; });
});
document.querySelectorAll("[data-print]").forEach((link) => {
  link.addEventListener("click", (event) => { event.preventDefault(); print(); });
});
