//! Signing in at the provider itself: the authorization code grant of OAuth 2.0 (RFC 6749) with PKCE (RFC 7636).

mod driver;
mod outgoing;
mod state;

pub use driver::{OAuth, OAuthParts};
pub use outgoing::{Outgoing, Unreachable};
