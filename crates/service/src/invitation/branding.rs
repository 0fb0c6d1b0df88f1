//! How single links look: who may say so, and where their logo comes from.

use latchstring_domain::api_key::Scope;
use latchstring_domain::branding::{FileKey, FileKind, Font, LinkBrand, Picture, PictureUrl, StoredFile};
use latchstring_storage::Change;

use super::issue::InvitationTerms;
use crate::branding::{self, FetchPictureError, UploadError};
use crate::{Caller, Failure, Latchstring};

/// Why a link cannot look as it should.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LinkBrandError {
    /// It wants the workspace's own font, and none was uploaded.
    #[error("no font was uploaded")]
    NoFont,
    /// Its logo is not to be had, or no picture.
    #[error(transparent)]
    Logo(UploadError),
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

impl From<UploadError> for LinkBrandError {
    fn from(error: UploadError) -> Self {
        match error {
            UploadError::Failed(failure) | UploadError::Fetch(FetchPictureError::Failed(failure)) => {
                Self::Failed(failure)
            }
            error => Self::Logo(error),
        }
    }
}

/// Whether the caller may have links that look so. Whoever decides on a look decides whom recipients believe to be asking, so it
/// takes the scope that the look of all links takes.
pub(crate) async fn may_look_so(ls: &Latchstring, caller: &Caller, otherwise: bool) -> Result<(), Failure> {
    if otherwise { caller.require(ls, Scope::WorkspaceManage).await } else { Ok(()) }
}

/// Whether the font is there that one of the brands wants.
pub(crate) async fn has_font(ls: &Latchstring, caller: &Caller) -> Result<bool, Failure> {
    Ok(branding::of(ls, caller.workspace_id()).await?.font.is_some())
}

/// A logo that was fetched for links, and the change that keeps it.
#[derive(Debug, Clone)]
pub(crate) struct Logo {
    pub(crate) picture: Picture,
    pub(crate) kept: Change,
}

/// Fetches a logo for links, and draws it anew.
///
/// It is kept at an address of its own, even where the workspace has the same picture: what a workspace shows no more is
/// dropped, and a link shows what it was made with.
pub(crate) async fn logo(ls: &Latchstring, caller: &Caller, url: &PictureUrl) -> Result<Logo, UploadError> {
    let bytes = branding::fetched(ls, caller, url).await?;
    let drawn = latchstring_artwork::logo(&bytes)?;
    let owner = caller.workspace_id();
    let key = FileKey::new(latchstring_artwork::address_for_links(owner.as_uuid().as_bytes(), &drawn.png));
    let file =
        StoredFile { key, workspace_id: owner, kind: FileKind::Png, bytes: drawn.png, created_at: ls.now() };
    let picture = Picture { file: key, width: drawn.width, height: drawn.height };
    Ok(Logo { picture, kept: Change::PutFile(file) })
}

/// Makes the terms of a single invitation what they should be: checks who asks and the font, and fetches the logo, which is
/// the change that is to be in the set. Comes after every other check, so that nothing is fetched for what is refused.
pub(super) async fn dressed(
    ls: &Latchstring,
    caller: &Caller,
    terms: &mut InvitationTerms,
) -> Result<Option<Change>, LinkBrandError> {
    if wants_own_font(terms) && !has_font(ls, caller).await? {
        return Err(LinkBrandError::NoFont);
    }
    let Some(url) = &terms.logo_url else { return Ok(None) };
    let Logo { picture, kept } = logo(ls, caller, url).await?;
    terms.wear(picture);
    Ok(Some(kept))
}

pub(crate) fn wants_own_font(terms: &InvitationTerms) -> bool {
    terms.presentation.brand.as_ref().is_some_and(|brand| brand.font == Some(Font::Own))
}

impl InvitationTerms {
    /// Whether it names anything of a look.
    pub(crate) fn looks_otherwise(&self) -> bool {
        self.presentation.brand.is_some() || self.logo_url.is_some()
    }

    /// The same with this logo.
    pub(crate) fn wear(&mut self, logo: Picture) {
        let brand = self.presentation.brand.take().map_or_else(LinkBrand::default, |brand| *brand);
        self.presentation.brand = Some(Box::new(LinkBrand { logo: Some(logo), ..brand }));
    }
}
