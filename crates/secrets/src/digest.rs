//! What a database keeps in place of a token: its SHA-256.
//!
//! A plain hash is enough, and right, for secrets of 256 bits: there is nothing to guess, so nothing for
//! a slow hash to slow down, and a lookup stays one indexed read. Comparing digests need not be
//! constant-time either, since whoever learns how much of one matches cannot choose a token towards it.

use crate::{hex, primitives};

macro_rules! digest {
    ($(#[$docs:meta])* $name:ident) => {
        $(#[$docs])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 32]);

        impl $name {
            /// The digest that a row holds.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }

            /// The bytes to store or look up.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }

            pub(crate) fn of(text: &str) -> Self {
                Self(primitives::sha_256(text.as_bytes()))
            }
        }

        impl std::fmt::Debug for $name {
            /// The first four bytes: enough to tell two rows apart in a log.
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let [a, b, c, d, ..] = self.0;
                write!(f, "{}({}…)", stringify!($name), hex::encode(&[a, b, c, d]).as_str())
            }
        }
    };
}

digest! {
    /// SHA-256 of a link token's text.
    TokenDigest
}
digest! {
    /// SHA-256 of an API key's text.
    ApiKeyDigest
}
digest! {
    /// SHA-256 of a session token's text.
    SessionDigest
}
