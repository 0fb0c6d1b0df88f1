//! Pictures that an operator names.

use std::path::PathBuf;

use latchstring_domain::branding::{ParsePictureUrlError, PictureUrl};

/// Where a picture is taken from.
#[derive(Debug, Clone)]
pub(crate) enum PictureSource {
    /// A file of this machine.
    File(PathBuf),
    /// An address.
    At(PictureUrl),
}

impl PictureSource {
    /// `logo.png`, or `https://www.example.com/logo.png`.
    pub(crate) fn parse(text: &str) -> Result<Self, ParsePictureUrlError> {
        match text.contains("://") {
            true => PictureUrl::parse(text).map(Self::At),
            false => Ok(Self::File(PathBuf::from(text))),
        }
    }
}
