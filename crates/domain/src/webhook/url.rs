use ::url::Url;

use crate::outgoing_url::{self, Unfit, asked_of};

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

asked_of!(EndpointUrl);

impl From<Unfit> for ParseEndpointUrlError {
    fn from(unfit: Unfit) -> Self {
        match unfit {
            Unfit::NotAUrl => Self::NotAUrl,
            Unfit::Scheme => Self::Scheme,
            Unfit::UserInfo => Self::UserInfo,
            Unfit::TooLong => Self::TooLong,
        }
    }
}

impl EndpointUrl {
    /// Reads an address.
    ///
    /// # Errors
    /// [`ParseEndpointUrlError`] for anything but an absolute URL with a host and without credentials or fragment.
    pub fn parse(text: &str) -> Result<Self, ParseEndpointUrlError> {
        let url = outgoing_url::parse(text)?;
        if url.fragment().is_some() {
            return Err(ParseEndpointUrlError::Fragment);
        }
        if url.as_str().len() > Self::MAX { Err(ParseEndpointUrlError::TooLong) } else { Ok(Self(url)) }
    }
}
