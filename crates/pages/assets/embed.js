// Latchstring, for a site that shows a link to its own visitors: in a frame, or in a window of its own.
//
//   Latchstring.open({ url, container: "#connect", onConnected({ connectionId }) { ... } });
//   <latchstring-connect url="..."></latchstring-connect>
//
// The site must be one of the workspace's `allowedOrigins`. Types: /embed.d.ts.
(() => {
  "use strict";
  const ANSWER_WITHIN = 20000;
  const LOOK_EVERY = 500;
  const named = (type) => "on" + type[0].toUpperCase() + type.slice(1);

  const open = (options) => {
    const { url, container, popup = false, autoHeight = true, title = "Connect your account" } = options;
    const link = new URL(url, location.href);
    if (!/^https?:$/.test(link.protocol)) throw new TypeError("Latchstring: url is no link: " + link.protocol);
    const place = typeof container === "string" ? document.querySelector(container) : container;
    if (!popup && !place) throw new TypeError("Latchstring: there is no container, and popup is not set");

    const connected = [];
    let id, frame, shown, ready, over, silence, watch;
    const tell = (type, detail) => options[named(type)]?.(detail);

    const finish = () => {
      if (over) return;
      over = true;
      clearTimeout(silence);
      clearInterval(watch);
      removeEventListener("message", hear);
      frame?.remove();
      tell("exit", { connectionIds: [...connected] });
    };
    const close = () => {
      if (popup) shown?.close();
      finish();
    };

    const hear = ({ origin, source, data }) => {
      if (origin !== link.origin || !data || data.latchstring !== 1) return;
      // The window itself, or a tab that it opened for the same link.
      if (source !== shown && !(id && data.link === id)) return;
      clearTimeout(silence);
      id ??= data.link;
      const { type, step, code, connectionId, height } = data;
      if (type === "ready" && !ready) {
        ready = true;
        tell("ready", {});
      } else if (type === "step") {
        if (source === shown && frame?.getBoundingClientRect().top < 0) frame.scrollIntoView();
        tell("step", { step });
      } else if (type === "error") {
        tell("error", { code });
      } else if (type === "connected" && !connected.includes(connectionId)) {
        connected.push(connectionId);
        tell("connected", { connectionId });
      } else if (type === "height" && frame && autoHeight && height > 0) {
        frame.style.height = height + "px";
      } else if (type === "exit") {
        close();
      }
    };
    addEventListener("message", hear);
    silence = setTimeout(() => tell("error", { code: "no-answer" }), ANSWER_WITHIN);

    if (popup) {
      shown = window.open(link, "_blank", "popup,width=560,height=780");
      if (shown) {
        watch = setInterval(() => shown.closed && finish(), LOOK_EVERY);
      } else {
        clearTimeout(silence);
        removeEventListener("message", hear);
        over = true;
        tell("error", { code: "popup-blocked" });
      }
    } else {
      frame = document.createElement("iframe");
      frame.src = link;
      frame.title = title;
      frame.allow = "clipboard-write";
      frame.referrerPolicy = "no-referrer";
      frame.style.cssText = "display:block;width:100%;height:648px;border:0";
      place.append(frame);
      shown = frame.contentWindow;
    }
    return { close, frame };
  };

  if (!customElements.get("latchstring-connect")) {
    customElements.define("latchstring-connect", class extends HTMLElement {
      connectedCallback() {
        const options = { url: this.getAttribute("url"), container: this };
        if (this.title) options.title = this.title;
        options.autoHeight = this.getAttribute("auto-height") !== "off";
        for (const type of ["ready", "step", "connected", "error", "exit"]) {
          options[named(type)] = (detail) => this.dispatchEvent(new CustomEvent(type, { detail }));
        }
        this.style.display ||= "block";
        this.connection = open(options);
      }
      disconnectedCallback() {
        this.connection?.close();
      }
    });
  }
  window.Latchstring = Object.freeze({ open });
})();
