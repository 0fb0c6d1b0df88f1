// Asks every few seconds whether the test message has arrived, and says so in place. Without this there is "Check again".
(() => {
  "use strict";
  const EVERY = 3000;
  const arrival = document.querySelector("[data-arrival]");
  const onward = document.querySelector("[data-onward]");
  if (!arrival || !onward) return;

  const ask = async () => {
    try {
      const answer = await fetch(location.pathname, { cache: "no-store" });
      if (answer.status >= 500) {
        later();
        return;
      }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.querySelector("[data-arrival]");
      // Another page: the link or the time has ended, or another tab has gone on. Loading it shows which.
      if (!now) {
        location.reload();
        return;
      }
      if (!now.hasAttribute("data-arrived")) {
        later();
        return;
      }
      // What is said changes inside the element that is listened to, and the focus stays on what is pressed next.
      const focused = onward.contains(document.activeElement);
      arrival.className = now.className;
      arrival.replaceChildren(...now.childNodes);
      onward.replaceChildren(...page.querySelector("[data-onward]").childNodes);
      if (focused) onward.querySelector("button")?.focus();
    } catch {
      // Offline for a moment.
      later();
    }
  };
  const later = () => setTimeout(() => (document.hidden ? later() : ask()), EVERY);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && !arrival.classList.contains("has-arrived")) ask();
  });
  later();
})();
