//! A link in a frame or a window of another site, in a real browser: `docs/examples/embed` is that site.

mod cookies;
mod frame;
pub(crate) mod host;
mod window;
