// Long lists become searchable: an input stands before each select, and what is chosen in it is chosen in the select, which
// stays what is sent. It keeps to the pattern "editable combobox with list autocomplete" of the ARIA practices.
(() => {
  "use strict";
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const make = (name, attributes = {}, text = "") => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.textContent = text;
    return element;
  };

  // That nothing matches is said, because it is not heard; one voice for all fields.
  const status = make("p", { class: "visually-hidden", role: "status" });
  document.getElementById("main").append(status);

  const enhance = (select) => {
    const id = select.id;
    const nothing = select.options[0];
    const input = make("input", {
      id, type: "text", class: "combo", role: "combobox", autocomplete: "off", autocapitalize: "none", spellcheck: "false",
      "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${id}-list`, placeholder: nothing.text,
    });
    const label = document.querySelector(`label[for="${id}"]`);
    label.id = `${id}-label`;
    const list = make("div", { id: `${id}-list`, class: "combo-list", role: "listbox", "aria-labelledby": label.id });
    list.hidden = true;
    for (const name of ["aria-invalid", "aria-describedby", "required"]) {
      if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
    }
    // Validated where it can be seen and focused.
    select.required = false;
    select.id = `${id}-select`;
    select.hidden = true;
    select.after(input, list);

    let shown = [];
    let active = -1;
    const chosen = () => select.options[select.selectedIndex] || nothing;
    const settle = () => { input.value = chosen() === nothing ? "" : chosen().text; };

    const point = (at) => {
      shown[active]?.element.classList.remove("is-active");
      active = at;
      const element = shown[at]?.element;
      if (element) {
        element.classList.add("is-active");
        element.scrollIntoView({ block: "nearest" });
        input.setAttribute("aria-activedescendant", element.id);
      } else {
        input.removeAttribute("aria-activedescendant");
      }
    };
    const close = () => {
      list.hidden = true;
      list.replaceChildren();
      shown = [];
      point(-1);
      input.setAttribute("aria-expanded", "false");
      status.textContent = "";
    };
    const choose = (option) => {
      select.value = option.value;
      settle();
      close();
    };

    const add = (parent, option) => {
      const element = make("div", {
        id: `${id}-option-${shown.length}`, role: "option", "aria-selected": String(option === chosen()),
      }, option.text);
      element.addEventListener("click", () => choose(option));
      parent.append(element);
      shown.push({ element, option });
    };
    // The options that match, by table. Built when it is opened: a page has many selects and few that are opened.
    const open = (wanted) => {
      close();
      if (!wanted) add(list, nothing);
      for (const table of select.querySelectorAll("optgroup")) {
        const matching = [...table.children].filter((option) => fold(`${option.text} ${table.label}`).includes(wanted));
        if (!matching.length) continue;
        const group = make("div", { role: "group", "aria-label": table.label });
        group.append(make("p", { "aria-hidden": "true" }, table.label));
        for (const option of matching) add(group, option);
        list.append(group);
      }
      if (!shown.length) list.append(make("p", {}, select.dataset.none));
      list.hidden = false;
      list.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-expanded", "true");
      if (!shown.length) status.textContent = select.dataset.none;
      const at = shown.findIndex(({ option }) => option === chosen());
      point(wanted ? Math.min(0, shown.length - 1) : at);
    };

    // The input keeps the focus, also while the list is scrolled.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    input.addEventListener("input", () => open(fold(input.value.trim())));
    input.addEventListener("click", () => { if (list.hidden) open(""); });
    input.addEventListener("focus", () => input.select());
    input.addEventListener("blur", () => {
      // Emptied means "none of them"; whatever else was left half typed means nothing.
      if (!input.value.trim()) select.value = "";
      settle();
      close();
    });
    input.addEventListener("keydown", (event) => {
      const last = shown.length - 1;
      switch (event.key) {
        case "ArrowDown":
          if (list.hidden) open("");
          else point(active < last ? active + 1 : 0);
          break;
        case "ArrowUp":
          if (list.hidden) open("");
          else point(active > 0 ? active - 1 : last);
          break;
        case "Enter":
          // Never sends the form: whoever is choosing is not done.
          if (shown[active]) choose(shown[active].option);
          break;
        case "Escape":
          settle();
          close();
          break;
        default:
          return;
      }
      event.preventDefault();
    });
    // Browsers fill in again what a select held before a reload, after the scripts have run.
    addEventListener("pageshow", settle);
    settle();
  };
  document.querySelectorAll("[data-combo]").forEach(enhance);
})();
