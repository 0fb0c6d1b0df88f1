use url::Url;

use crate::outgoing_url::{self, Unfit, asked_of};

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

asked_of!(PictureUrl);

impl From<Unfit> for ParsePictureUrlError {
    fn from(unfit: Unfit) -> Self {
        match unfit {
            Unfit::NotAUrl => Self::NotAUrl,
            Unfit::Scheme => Self::Scheme,
            Unfit::UserInfo => Self::UserInfo,
            Unfit::TooLong => Self::TooLong,
        }
    }
}

impl PictureUrl {
    /// Reads an address.
    ///
    /// # Errors
    /// [`ParsePictureUrlError`] for anything but an absolute URL with a host and without credentials.
    pub fn parse(text: &str) -> Result<Self, ParsePictureUrlError> {
        let mut url = outgoing_url::parse(text)?;
        // It is never sent, and would make two addresses of one.
        url.set_fragment(None);
        if url.as_str().len() > Self::MAX { Err(ParsePictureUrlError::TooLong) } else { Ok(Self(url)) }
    }
}
