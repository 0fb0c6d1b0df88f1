/** Types of `/embed.js`, which sets `window.Latchstring` and defines `<latchstring-connect>`. */

/** The page that the recipient is at. More may be added. */
type LatchstringStep =
  | "landing" | "address" | "code" | "hand-off" | "handed-off" | "link-requested"
  | "provider" | "sign-in" | "challenge" | "sites" | "mapping" | "forwarding" | "done"
  | (string & {});

/** Why the walk cannot go on where it is. More may be added. */
type LatchstringErrorCode =
  /** Nothing was heard of the page. Most often this site is not one of the workspace's `allowedOrigins`, or the link is damaged. */
  | "no-answer"
  /** The browser let no window open. Call `open` from a click. */
  | "popup-blocked"
  /** The browser keeps no cookies in this frame. The page offers a tab, and what happens there is told as well. */
  | "cookies-blocked"
  | "expired" | "revoked" | "used-up" | "unknown-link" | "gated" | "timed-out" | "no-session" | "provider-down"
  | "too-many-tries" | "too-many-codes" | "too-many-hand-offs" | "nothing-offered" | "bad-request" | "unfinished"
  | "server-error" | "not-found"
  | (string & {});

interface LatchstringOptions {
  /** The whole link, as it was made: `https://<host>/p/i/...`. */
  url: string;
  /** Where the frame goes: an element, or a selector of one. Needed unless `popup` is set. */
  container?: Element | string;
  /** Whether it opens in a window of its own instead. Call `open` from a click then, or the browser will block it. */
  popup?: boolean;
  /** Whether the frame is as high as its page. It is unless this is `false`; then give it a height of your own. */
  autoHeight?: boolean;
  /** What the frame is called for people who do not see it. */
  title?: string;
  /** The first page is there. */
  onReady?(detail: Record<string, never>): void;
  /** The recipient is at a page. Told each time one is shown. */
  onStep?(detail: { step: LatchstringStep }): void;
  /** A connection was made or repaired. Told once for each. Believe a webhook or the API, not this: a visitor can forge it. */
  onConnected?(detail: { connectionId: string }): void;
  /** The walk cannot go on where it is; the page says so, and what to do. */
  onError?(detail: { code: LatchstringErrorCode }): void;
  /** The recipient closed it, or you did; the frame is gone. Told once. */
  onExit?(detail: { connectionIds: string[] }): void;
}

interface LatchstringConnection {
  /** Takes the frame or the window away. `onExit` is told. */
  close(): void;
  /** The frame; there is none with `popup`. */
  readonly frame?: HTMLIFrameElement;
}

declare const Latchstring: {
  /** Shows a link. Throws a `TypeError` when `url` is no address, or there is nowhere to show it. */
  open(options: LatchstringOptions): LatchstringConnection;
};

/**
 * `<latchstring-connect url="https://...">`: a link in a frame. `auto-height="off"` leaves the height alone. It dispatches `ready`, `step`,
 * `connected`, `error` and `exit`, each a `CustomEvent` whose `detail` is that of the callback.
 */
interface HTMLLatchstringConnectElement extends HTMLElement {}

interface HTMLElementTagNameMap {
  "latchstring-connect": HTMLLatchstringConnectElement;
}

interface Window {
  readonly Latchstring: typeof Latchstring;
}
