// Names countries in the language of the page, and sorts them by it: the browser knows them all. The server writes them in English.
(() => {
  "use strict";
  const { lang } = document.documentElement;
  if (lang.startsWith("en") || !Intl.DisplayNames) return;
  const names = new Intl.DisplayNames(lang, { type: "region" });
  const order = new Intl.Collator(lang);

  for (const select of document.querySelectorAll("select[name=country]")) {
    const countries = [...select.options].filter((option) => option.value);
    for (const option of countries) option.text = names.of(option.value);
    select.append(...countries.sort((one, other) => order.compare(one.text, other.text)));
  }

  // What was found is replaced while somebody types.
  const translate = () => {
    for (const place of document.querySelectorAll("[data-country]")) {
      if (place.dataset.country) place.textContent = names.of(place.dataset.country);
    }
  };
  translate();
  const results = document.querySelector("[data-results]");
  if (results) new MutationObserver(translate).observe(results.parentElement, { childList: true });
})();
