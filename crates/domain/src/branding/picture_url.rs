use std::fmt;

use url::Url;

/// The address that a picture is fetched from, once.
///
/// Whether `http` will do is the deployment's to say, and where connections may go is its guard's. No page ever names this
/// address: what is shown is drawn anew and served from here.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PictureUrl(Url);

/// Why a text is not the address of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParsePictureUrlError {
    /// Not an absolute URL with a host, or one with white space or control characters in it.
    #[error("must be a full address such as https://www.example.com/logo.png")]
    NotAUrl,
    /// Another scheme than `https` or `http`.
    #[error("must begin with https://")]
    Scheme,
    /// It carries a user name or password.
    #[error("must not contain a user name or password")]
    UserInfo,
    /// Longer than [`PictureUrl::MAX`] bytes, as given or in its normal form.
    #[error("must have at most {} characters", PictureUrl::MAX)]
    TooLong,
}

impl PictureUrl {
    /// The most bytes of an address.
    pub const MAX: usize = 2000;

    /// Reads an address.
    ///
    /// # Errors
    /// [`ParsePictureUrlError`] for anything but an absolute URL with a host and without credentials.
    pub fn parse(text: &str) -> Result<Self, ParsePictureUrlError> {
        if text.len() > Self::MAX {
            return Err(ParsePictureUrlError::TooLong);
        }
        // A parser takes tabs and line feeds out of the middle without a word; nobody means them.
        if text.chars().any(|c| c.is_control() || c.is_whitespace()) || text.contains('\\') {
            return Err(ParsePictureUrlError::NotAUrl);
        }
        let mut url = Url::parse(text).map_err(|_| ParsePictureUrlError::NotAUrl)?;
        if !matches!(url.scheme(), "https" | "http") {
            return Err(ParsePictureUrlError::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(ParsePictureUrlError::UserInfo);
        }
        if url.host_str().is_none_or(str::is_empty) {
            return Err(ParsePictureUrlError::NotAUrl);
        }
        // It is never sent, and would make two addresses of one.
        url.set_fragment(None);
        if url.as_str().len() > Self::MAX { Err(ParsePictureUrlError::TooLong) } else { Ok(Self(url)) }
    }

    /// The whole address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Whether the picture travels encrypted.
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

/// Without path and query, which can hold a key to the picture.
impl fmt::Debug for PictureUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PictureUrl({}/..)", self.origin())
    }
}
