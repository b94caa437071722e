// The code after the # of a link goes into the page's form, and out of the address.
(() => {
  const form = document.querySelector("[data-code-form]");
  const code = location.hash.slice(1);
  if (form && code) {
    history.replaceState(null, "", location.pathname);
    form.elements.code.value = code;
    form.submit();
  }
  // Once the answers are in, Back on a shared phone shows them to nobody.
  const SENT = "overens-sent";
  if (document.querySelector("[data-sent]")) sessionStorage.setItem(SENT, "yes");
  if (form) sessionStorage.removeItem(SENT);
  addEventListener("pageshow", () => {
    if (document.querySelector("#sitting") && sessionStorage.getItem(SENT)) {
      document.querySelector("main").hidden = true;
      location.replace(location.pathname);
    }
  });
})();
