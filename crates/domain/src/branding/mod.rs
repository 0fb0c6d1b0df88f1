//! How a workspace looks to its recipients: names, colours, a font, pictures.
//!
//! Every part is a type that can hold nothing but itself: a colour is three bytes, a font one of a few names, an address an
//! `https` one. What reaches a page, a stylesheet or a mail is written from those, never from a text that somebody sent.

mod color;
mod file;
mod link;
mod look;
mod picture_url;

pub use color::{HexColor, ParseColorError};
pub use file::{FileKey, FileKind, ParseFileKeyError, ParseFileKindError, Picture, StoredFile};
pub use link::LinkBrand;
pub use look::{Font, HelperButton, Look, ParseFontError};
pub use picture_url::{ParsePictureUrlError, PictureUrl};

use crate::id::WorkspaceId;
use crate::{Timestamp, Version};

/// How a workspace looks. One that has none looks like [`Look::default`] without pictures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branding {
    /// Whose it is; a workspace has one.
    pub workspace_id: WorkspaceId,
    /// Names, colours, texts.
    pub look: Look,
    /// The picture at the top of pages and mails.
    pub logo: Option<Picture>,
    /// The picture in a browser's tab.
    pub favicon: Option<Picture>,
    /// The font that was uploaded, which [`Font::Own`] means.
    pub font: Option<FileKey>,
    /// When it was first chosen.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// How often it changed.
    pub version: Version,
}

impl Branding {
    /// The branding of a workspace before anything was chosen.
    #[must_use]
    pub fn new(workspace_id: WorkspaceId, now: Timestamp) -> Self {
        Self {
            workspace_id,
            look: Look::default(),
            logo: None,
            favicon: None,
            font: None,
            created_at: now,
            updated_at: now,
            version: Version::FIRST,
        }
    }

    /// The files that it shows.
    pub fn files(&self) -> impl Iterator<Item = FileKey> {
        let pictures = [&self.logo, &self.favicon].into_iter().flatten().map(|picture| picture.file);
        pictures.chain(self.font)
    }

    /// The font of its pages: [`Font::Own`] only where there is one.
    #[must_use]
    pub fn page_font(&self) -> Font {
        match (self.look.font, self.font) {
            (Font::Own, None) => Font::System,
            (font, _) => font,
        }
    }
}
