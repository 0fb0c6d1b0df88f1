// The address of this page is the link, and a history keeps addresses. Once the link is used, the way back leads to the session
// that it has opened and no longer to the link.
(() => {
  "use strict";
  const form = document.querySelector("form[data-leads-to]");
  if (!form) return;
  const to = form.dataset.leadsTo;
  form.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) history.replaceState(null, "", to);
  });
  // A browser may keep the whole page, and not only its address.
  addEventListener("pageshow", (event) => {
    if (event.persisted && location.pathname === to) location.reload();
  });
})();
