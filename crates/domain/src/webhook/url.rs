use std::fmt;

use ::url::Url;

/// The `https` or `http` address that messages are sent to, in its normal form. `Debug` hides its path and query, which
/// may hold a secret.
///
/// Where it may point to is not decided here: a name is resolved, and every address it stands for vetted, each time that
/// something is sent.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct EndpointUrl(Url);

/// Why a text is not the address of an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseEndpointUrlError {
    /// Not an absolute URL with a host, or one with white space or control characters in it.
    #[error("must be a full address such as https://hooks.example.com/latchstring")]
    NotAUrl,
    /// Another scheme than `https` or `http`.
    #[error("must begin with https://")]
    Scheme,
    /// It carries a user name or password.
    #[error("must not contain a user name or password; use a header")]
    UserInfo,
    /// It has a fragment, which is never sent.
    #[error("must not contain a fragment")]
    Fragment,
    /// Longer than [`EndpointUrl::MAX`] bytes, as given or in its normal form.
    #[error("must have at most {} characters", EndpointUrl::MAX)]
    TooLong,
}

impl EndpointUrl {
    /// The most bytes of an address.
    pub const MAX: usize = 2000;

    /// Reads an address.
    ///
    /// # Errors
    /// [`ParseEndpointUrlError`] for anything but an absolute URL with a host and without credentials or fragment.
    pub fn parse(text: &str) -> Result<Self, ParseEndpointUrlError> {
        if text.len() > Self::MAX {
            return Err(ParseEndpointUrlError::TooLong);
        }
        // A parser takes tabs and line feeds out of the middle without a word; nobody means them.
        if text.chars().any(|c| c.is_control() || c.is_whitespace()) || text.contains('\\') {
            return Err(ParseEndpointUrlError::NotAUrl);
        }
        let url = Url::parse(text).map_err(|_| ParseEndpointUrlError::NotAUrl)?;
        if !matches!(url.scheme(), "https" | "http") {
            return Err(ParseEndpointUrlError::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(ParseEndpointUrlError::UserInfo);
        }
        if url.fragment().is_some() {
            return Err(ParseEndpointUrlError::Fragment);
        }
        if url.host_str().is_none_or(str::is_empty) {
            return Err(ParseEndpointUrlError::NotAUrl);
        }
        if url.as_str().len() > Self::MAX { Err(ParseEndpointUrlError::TooLong) } else { Ok(Self(url)) }
    }

    /// The whole address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Whether messages travel there encrypted.
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

impl fmt::Debug for EndpointUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EndpointUrl({}/..)", self.origin())
    }
}
