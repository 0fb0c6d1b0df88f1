//! Scheme, host and port of a site.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;
use url::Url;

use super::is_loopback;

/// A web origin such as `https://portal.example.com`, in the spelling that browsers use (RFC 6454 §6.2).
///
/// It holds no character with a meaning in a Content-Security-Policy (space, `;`, `,`, `*`, quotes), so it can be
/// written into one as it is. Like [`BaseUrl`](super::BaseUrl) it is https, or http on a loopback host.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct WebOrigin(String);

/// A text is not an https origin: it has a path, credentials, a wildcard, another scheme or no host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a web origin: expected https://host or https://host:port")]
pub struct WebOriginError;

impl WebOrigin {
    /// The origin of a URL that has a host and a web scheme.
    pub(super) fn of(url: &Url) -> Self {
        Self(url.origin().ascii_serialization())
    }

    /// The origin as text, without a trailing slash.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for WebOrigin {
    type Err = WebOriginError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let url = Url::parse(text).map_err(|_| WebOriginError)?;
        let secure = match (url.scheme(), url.host()) {
            ("https", Some(_)) => true,
            ("http", Some(host)) => is_loopback(&host),
            _ => false,
        };
        let origin = Self::of(&url);
        let alone = url.as_str().strip_suffix('/') == Some(origin.as_str());
        let plain = origin.0.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:/[]_".contains(&byte));
        let tidy = !text.chars().any(|c| c.is_whitespace() || c.is_control());
        if secure && alone && plain && tidy { Ok(origin) } else { Err(WebOriginError) }
    }
}

impl fmt::Display for WebOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
