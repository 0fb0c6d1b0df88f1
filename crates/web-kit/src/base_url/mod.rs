//! Where the deployment lives, as the operator configured it.
//!
//! Every absolute URL of the product is made here and nowhere else. Nothing in this crate builds one from `Host`,
//! `X-Forwarded-Host`, `Forwarded` or an absolute request target: a client chooses those, and a link mailed with a
//! client's host in it hands its token to that client.

mod origin;

use std::fmt;
use std::str::FromStr;

use thiserror::Error;
use url::{Host, Url};

pub use origin::{WebOrigin, WebOriginError};

/// The public base URL: absolute, https (http only on a loopback host), without credentials, query or fragment.
///
/// It may have a path (`https://example.com/connect`) when a proxy mounts the product below one; a trailing slash
/// makes no difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    url: Url,
    origin: WebOrigin,
}

/// Why a text cannot be a [`BaseUrl`].
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BaseUrlError {
    /// It is not an absolute URL.
    #[error("not an absolute URL: {0}")]
    Unreadable(#[source] url::ParseError),
    /// It holds whitespace or control characters, which URL parsers drop without a word.
    #[error("the base URL must not contain whitespace or control characters")]
    Whitespace,
    /// The scheme is neither https nor http, or there is no host.
    #[error("the base URL must be an https URL with a host, found scheme {scheme:?}")]
    Scheme {
        /// The scheme that was found.
        scheme: String,
    },
    /// It is http on a host that is not loopback, so links and cookies would cross a network in the clear.
    #[error(
        "the base URL must be https: plain http is only accepted for localhost, 127.0.0.0/8 and [::1], not {host}"
    )]
    Insecure {
        /// The host that was found.
        host: String,
    },
    /// It carries a user name or a password.
    #[error("the base URL must not contain a user name or password")]
    UserInfo,
    /// It carries a query.
    #[error("the base URL must not have a query")]
    Query,
    /// It carries a fragment.
    #[error("the base URL must not have a fragment")]
    Fragment,
}

impl BaseUrl {
    /// The URL of `path` below the base.
    ///
    /// `path` is plain text, not percent-encoded; its segments are separated by `/` and encoded here. Empty segments
    /// and the dot segments `.` and `..` are dropped, so the result never leaves the base. Query and fragment are the
    /// caller's to add.
    #[must_use]
    pub fn join(&self, path: &str) -> Url {
        let mut url = self.url.clone();
        // `path_segments_mut` only refuses URLs without a host, which parsing has ruled out.
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(path.split('/').filter(|segment| !segment.is_empty()));
        }
        url
    }

    /// Scheme, host and port, as a browser writes them in `Origin`.
    #[must_use]
    pub fn origin(&self) -> &WebOrigin {
        &self.origin
    }

    /// Whether the deployment is reached by https; false only on a loopback host.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// The base itself, without a trailing slash after a path.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.url.as_str()
    }
}

impl FromStr for BaseUrl {
    type Err = BaseUrlError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(BaseUrlError::Whitespace);
        }
        let mut url = Url::parse(text).map_err(BaseUrlError::Unreadable)?;
        let Some(host) = url.host().filter(|_| matches!(url.scheme(), "https" | "http")) else {
            return Err(BaseUrlError::Scheme { scheme: url.scheme().to_owned() });
        };
        if url.scheme() == "http" && !is_loopback(&host) {
            return Err(BaseUrlError::Insecure { host: host.to_string() });
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(BaseUrlError::UserInfo);
        }
        if url.query().is_some() {
            return Err(BaseUrlError::Query);
        }
        if url.fragment().is_some() {
            return Err(BaseUrlError::Fragment);
        }
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty();
        }
        let origin = WebOrigin::of(&url);
        Ok(Self { url, origin })
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Whether nothing sent to `host` leaves the machine. RFC 6761 §6.3 makes `localhost` and names below it loopback.
fn is_loopback<S: AsRef<str>>(host: &Host<S>) -> bool {
    match host {
        Host::Domain(name) => name.as_ref() == "localhost" || name.as_ref().ends_with(".localhost"),
        Host::Ipv4(v4) => v4.is_loopback(),
        Host::Ipv6(v6) => v6.to_canonical().is_loopback(),
    }
}
