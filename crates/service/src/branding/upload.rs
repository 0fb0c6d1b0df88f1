use latchstring_artwork::{Drawn, FontError, PictureError};
use latchstring_domain::api_key::Scope;
use latchstring_domain::branding::{Branding, FileKey, FileKind, Picture, StoredFile};
use latchstring_storage::{Change, Constraint};

use super::change::Draft;
use super::fetch::FetchPictureError;
use super::get::{BrandingView, view};
use crate::attempts::{Attempts, Commit};
use crate::{Caller, Failure, Latchstring};

/// Which file of a branding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// The picture at the top.
    Logo,
    /// The picture in a browser's tab.
    Favicon,
    /// The font.
    Font,
}

impl Slot {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Logo, Self::Favicon, Self::Font];

    /// Its name in events and on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Logo => "logo",
            Self::Favicon => "favicon",
            Self::Font => "fontFile",
        }
    }
}

/// Why a file was not taken.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UploadError {
    /// The address given in its place gave none.
    #[error("the address {0}")]
    Fetch(#[from] FetchPictureError),
    /// It is no picture that can be shown.
    #[error("the picture {0}")]
    Picture(#[from] PictureError),
    /// It is no font that can be used.
    #[error("the font {0}")]
    Font(#[from] FontError),
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// What is stored of an upload.
struct Accepted {
    kind: FileKind,
    bytes: Vec<u8>,
    size: (u32, u32),
}

/// Takes a file into a branding, in the place of the one before. A picture is drawn anew, a font is looked through. Needs the
/// scope `workspace:manage`.
///
/// # Errors
/// [`UploadError`].
pub async fn upload(
    ls: &Latchstring,
    caller: &Caller,
    slot: Slot,
    bytes: &[u8],
) -> Result<BrandingView, UploadError> {
    caller.require(ls, Scope::WorkspaceManage).await?;
    keep(ls, caller, slot, bytes).await
}

/// The same for a caller who was found to be allowed to.
pub(super) async fn keep(
    ls: &Latchstring,
    caller: &Caller,
    slot: Slot,
    bytes: &[u8],
) -> Result<BrandingView, UploadError> {
    let accepted = accept(slot, bytes)?;
    let workspace_id = caller.workspace_id();
    let address = latchstring_artwork::address(workspace_id.as_uuid().as_bytes(), &accepted.bytes);
    let key = FileKey::new(address);
    let mut attempts = Attempts::new(ls);
    loop {
        let mut draft = Draft::load(ls, caller).await?;
        if !put(&mut draft.branding, slot, key, accepted.size) {
            return Ok(view(ls, draft.branding).await?);
        }
        let file = StoredFile {
            key,
            workspace_id,
            kind: accepted.kind,
            bytes: accepted.bytes.clone(),
            created_at: draft.now(),
        };
        let set = draft.set(ls, caller, vec![slot.as_str().to_owned()]).await?.with(Change::PutFile(file));
        match attempts.commit(set).await? {
            Commit::Done => return Ok(view(ls, draft.branding).await?),
            Commit::Stale | Commit::Conflict(Constraint::Identity) => {}
            Commit::Conflict(_) => return Err(Failure::Defect("a file was refused").into()),
        }
    }
}

fn accept(slot: Slot, bytes: &[u8]) -> Result<Accepted, UploadError> {
    let picture =
        |Drawn { png, width, height }| Accepted { kind: FileKind::Png, bytes: png, size: (width, height) };
    Ok(match slot {
        Slot::Logo => picture(latchstring_artwork::logo(bytes)?),
        Slot::Favicon => picture(latchstring_artwork::favicon(bytes)?),
        Slot::Font => {
            latchstring_artwork::font(bytes)?;
            Accepted { kind: FileKind::Woff2, bytes: bytes.to_vec(), size: (0, 0) }
        }
    })
}

/// Whether that changes anything.
fn put(branding: &mut Branding, slot: Slot, file: FileKey, (width, height): (u32, u32)) -> bool {
    let picture = Picture { file, width, height };
    match slot {
        Slot::Logo => branding.logo.replace(picture) != Some(picture),
        Slot::Favicon => branding.favicon.replace(picture) != Some(picture),
        Slot::Font => branding.font.replace(file) != Some(file),
    }
}
