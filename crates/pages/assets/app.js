// What a browser may improve. Every page works without it, so each part looks for its own elements and does nothing where
// there are none. Nothing is stored, nothing is sent.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);
  const SLOW_AFTER = 8000;

  // Until now the stylesheet has kept the places of what only this script can work.
  document.documentElement.classList.add("scripted");

  // A summary of mistakes takes the focus. `autofocus` does it in most browsers; this does it in the rest.
  one("[data-summary]")?.focus();

  // Show and hide a password.
  const conceal = (button) => {
    const input = document.getElementById(button.dataset.reveal);
    input.type = "password";
    button.textContent = button.dataset.show;
    button.setAttribute("aria-pressed", "false");
  };
  for (const button of all("[data-reveal]")) {
    const input = document.getElementById(button.dataset.reveal);
    button.hidden = false;
    button.addEventListener("click", () => {
      const show = input.type === "password";
      conceal(button);
      if (show) {
        input.type = "text";
        button.textContent = button.dataset.hide;
        button.setAttribute("aria-pressed", "true");
      }
    });
  }

  // One press, one request: the button says what is going on and further presses do nothing. It is not `disabled`, because
  // that would drop the focus.
  const idle = (form) => {
    const button = one("[aria-disabled]", form);
    clearTimeout(form.slowTimer);
    delete form.dataset.busy;
    const status = one("[data-slow-status]", form);
    if (status) status.textContent = "";
    if (!button) return;
    button.removeAttribute("aria-disabled");
    if (button.idleText) button.textContent = button.idleText;
  };
  const forget = () => {
    all("[data-reveal]").forEach(conceal);
    all("input[type=password], input.code").forEach((input) => { input.value = ""; });
  };
  for (const form of all("[data-busy-form]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.busy) {
        event.preventDefault();
        return;
      }
      form.dataset.busy = "1";
      // A revealed password must go out as a password, or the browser might offer it again as plain text.
      all("[data-reveal]", form).forEach(conceal);
      const button = event.submitter || one("[type=submit]", form);
      const status = one("[data-slow-status]", form);
      // After the browser has collected the values: a name on the button still counts, and secrets leave the page.
      setTimeout(() => {
        button.setAttribute("aria-disabled", "true");
        if (button.dataset.busy) {
          button.idleText = button.textContent;
          button.textContent = button.dataset.busy;
        }
        forget();
      });
      if (status && button.dataset.slow) {
        form.slowTimer = setTimeout(() => { status.textContent = button.dataset.slow; }, SLOW_AFTER);
      }
    });
  }
  // Back from the browser's page cache: nothing typed is left, and the buttons work again.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    forget();
    all("[data-busy-form]").forEach(idle);
  });

  // Leaves of a list what has the words that are typed; tells when nothing has.
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const narrow = (filter, root, items, then) => {
    const input = one("input[type=search]", filter);
    const status = one("[data-filter-status]", root);
    input.addEventListener("input", () => {
      const wanted = fold(input.value.trim());
      for (const item of items) item.hidden = !fold(item.textContent + (item.dataset.row || "")).includes(wanted);
      status.textContent = items.some((item) => !item.hidden) ? "" : status.dataset.none;
      then(wanted);
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
  };

  // Connectors: the search, while all of them are on the page, and no heading over nothing.
  for (const form of all("[data-live]")) {
    narrow(form, form, all("[data-row]"), () => {
      for (const group of all("[data-group]")) group.hidden = !one("[data-row]:not([hidden])", group);
    });
  }

  // Another code: counted down, and offered when its time has come. Without this script the server says how long it is.
  for (const button of all("[data-wait]")) {
    const note = one("[data-wait-text]");
    const end = performance.now() + 1000 * button.dataset.wait;
    const tick = () => {
      const left = Math.ceil((end - performance.now()) / 1000);
      button.hidden = left > 0;
      note.hidden = left <= 0;
      if (left <= 0) return;
      const time = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
      note.textContent = note.dataset.waitText.replace("{}", time);
      setTimeout(tick, 1000);
    };
    tick();
  }

  // Sites: all at once, a filter above ten, the count in the button.
  for (const form of all("[data-sites]")) {
    const cards = all("[data-site]", form);
    const boxes = cards.map((card) => one("input", card));
    const master = one("[data-all]", form);
    const button = one("[data-counts]", form);
    const counts = button ? button.dataset.counts.split("\n") : [];
    const filter = one("[data-filter]", form);
    const update = () => {
      const ticked = boxes.filter((box) => box.checked).length;
      if (button) button.textContent = counts[ticked];
      if (!master) return;
      const input = one("input", master);
      input.checked = ticked === boxes.length;
      input.indeterminate = ticked > 0 && ticked < boxes.length;
    };
    if (master) {
      master.hidden = false;
      one("input", master).addEventListener("change", (event) => {
        boxes.forEach((box) => { box.checked = event.target.checked; });
      });
    }
    if (filter) {
      filter.hidden = false;
      // "All sites" means all of them, so it steps aside while only some are in sight.
      narrow(filter, form, cards, (wanted) => { if (master) master.hidden = wanted !== ""; });
    }
    form.addEventListener("change", update);
    addEventListener("pageshow", update);
    update();
  }

  // What was done in another tab shows here, once this page is looked at again.
  const follow = one("[data-follow]");
  if (follow) {
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") follow.click();
    });
  }

  // Copy a reference.
  if (navigator.clipboard) {
    for (const button of all("[data-copy]")) {
      const text = one("[data-copy-text]", button);
      const status = one("[data-copy-status]", button.parentElement);
      const idleText = text.textContent;
      button.hidden = false;
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
        } catch {
          return;
        }
        text.textContent = button.dataset.done;
        status.textContent = button.dataset.done;
        setTimeout(() => {
          text.textContent = idleText;
          status.textContent = "";
        }, 2000);
      });
    }
  }

  // The privacy note opens over the page instead of below it.
  for (const link of all("[data-dialog]")) {
    const dialog = document.getElementById(link.dataset.dialog);
    if (!dialog?.showModal) continue;
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("click", (event) => {
      event.preventDefault();
      dialog.showModal();
    });
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("[data-close]")) {
        event.preventDefault();
        dialog.close();
      }
    });
  }
})();
