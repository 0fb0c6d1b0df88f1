// Searches the catalog while somebody types: asks for the page that the form would lead to, and takes its results. Without
// this the form is sent as any other.
(() => {
  "use strict";
  const PAUSE = 250;
  const form = document.querySelector("[data-search]");
  const status = document.querySelector("[data-search-status]");
  if (!form || !status) return;
  const address = () => `${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`;
  let shown = address();
  let timer;
  let asked;

  // What is chosen, or typed below, goes out with the country that is selected now.
  const carry = () => {
    const selected = form.querySelector("select[name=country]");
    if (!selected) return;
    for (const input of document.querySelectorAll("input[type=hidden][name=country]")) input.value = selected.value;
  };

  const search = async () => {
    const wanted = address();
    asked?.abort();
    if (wanted === shown) return;
    asked = new AbortController();
    try {
      const answer = await fetch(wanted, { signal: asked.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const results = page.querySelector("[data-results]");
      // Another page: the link or the time has ended. Sending the form shows which.
      if (!answer.ok || !results) return;
      document.querySelector("[data-results]").replaceWith(results);
      shown = wanted;
      status.textContent = results.dataset.summaryText;
      carry();
    } catch {
      // Offline, or overtaken by the next letter. The button still works.
    }
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(search, PAUSE);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", () => {
    carry();
    later();
  });
})();
