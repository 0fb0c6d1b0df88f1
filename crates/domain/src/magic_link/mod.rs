//! Magic links: the older kind, whose truth is a sealed message inside the URL.
//!
//! The message says what the link may do; the row beside it makes it listed, revocable and spendable once. A link whose
//! row is gone (a database put back from an older copy) or never was (a link minted elsewhere) is taken in when it is
//! first used.

mod model;
mod status;

pub use model::{LinkOrigin, MagicLink, MagicLinkDraft, ParseLinkOriginError};
pub use status::{MagicLinkStatus, ParseMagicLinkStatusError};
