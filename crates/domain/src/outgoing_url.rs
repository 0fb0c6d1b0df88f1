//! What the addresses have in common that something is sent to or fetched from.

use url::Url;

/// Why a text is no such address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unfit {
    NotAUrl,
    Scheme,
    UserInfo,
    TooLong,
}

/// The most bytes of an address.
pub(crate) const MAX: usize = 2000;

/// An absolute `https` or `http` address with a host and without credentials.
pub(crate) fn parse(text: &str) -> Result<Url, Unfit> {
    if text.len() > MAX {
        return Err(Unfit::TooLong);
    }
    // A parser takes tabs and line feeds out of the middle without a word; nobody means them.
    if text.chars().any(|c| c.is_control() || c.is_whitespace()) || text.contains('\\') {
        return Err(Unfit::NotAUrl);
    }
    let url = Url::parse(text).map_err(|_| Unfit::NotAUrl)?;
    if !matches!(url.scheme(), "https" | "http") {
        return Err(Unfit::Scheme);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Unfit::UserInfo);
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err(Unfit::NotAUrl);
    }
    Ok(url)
}

/// What is asked of such an address. `Debug` hides path and query, which may hold a secret.
macro_rules! asked_of {
    ($name:ident) => {
        impl $name {
            /// The most bytes of an address.
            pub const MAX: usize = crate::outgoing_url::MAX;

            /// The whole address.
            #[must_use]
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }

            /// Whether what goes there or comes from there is encrypted on its way.
            #[must_use]
            pub fn is_https(&self) -> bool {
                self.0.scheme() == "https"
            }

            /// Scheme, host and port: what may be shown and logged.
            #[must_use]
            pub fn origin(&self) -> String {
                self.0.origin().ascii_serialization()
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({}/..)"), self.origin())
            }
        }
    };
}

pub(crate) use asked_of;
