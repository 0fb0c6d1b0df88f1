use latchstring_artwork::{Drawn, PictureError, address, emblem};
use latchstring_domain::api_key::Scope;
use latchstring_domain::branding::{FileKey, FileKind, Picture, PictureUrl, StoredFile};
use latchstring_domain::event::{EventData, EventKind};
use latchstring_domain::id::ProviderId;
use latchstring_domain::provider::Provider;
use latchstring_storage::{Change, ChangeSet};

use super::get::find;
use crate::attempts::{Attempts, Commit};
use crate::branding::{self, UploadError};
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring};

/// A picture that was drawn anew, to stand beside a provider's name.
#[derive(Clone, PartialEq, Eq)]
pub struct Emblem(Drawn);

/// Without the picture, which is long.
impl std::fmt::Debug for Emblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Emblem({} x {})", self.0.width, self.0.height)
    }
}

impl Emblem {
    /// Draws a picture anew.
    ///
    /// # Errors
    /// [`PictureError`].
    pub fn draw(bytes: &[u8]) -> Result<Self, PictureError> {
        emblem(bytes).map(Self)
    }

    /// Fetches a picture from an address, and draws it anew. Needs the scope `workspace:manage`.
    ///
    /// # Errors
    /// [`UploadError`].
    pub async fn fetch(ls: &Latchstring, caller: &Caller, url: &PictureUrl) -> Result<Self, UploadError> {
        caller.require(ls, Scope::WorkspaceManage).await?;
        Ok(Self::draw(&branding::fetched(ls, caller, url).await?)?)
    }

    /// The picture of this provider that it is. A provider's files are its own, so that one whose logo goes takes nothing from
    /// another that has the same.
    pub(super) fn of(&self, provider: ProviderId) -> Picture {
        let Drawn { png, width, height } = &self.0;
        let file = FileKey::new(address(provider.as_uuid().as_bytes(), png));
        Picture { file, width: *width, height: *height }
    }

    /// Gives it to a provider, in the place of the one before; the changes that keep its file and drop the other's.
    pub(super) fn give(&self, provider: &mut Provider, by: &By) -> Vec<Change> {
        let picture = self.of(provider.id);
        let file = StoredFile {
            key: picture.file,
            workspace_id: provider.workspace_id,
            kind: FileKind::Png,
            bytes: self.0.png.clone(),
            created_at: by.now,
        };
        let old = provider.logo.replace(picture).filter(|old| old.file != picture.file);
        let dropped = old.map(|old| Change::DropFile(old.file));
        dropped.into_iter().chain([Change::PutFile(file)]).collect()
    }
}

/// Whether the caller may give this provider a logo: it is theirs, and they have the scope `workspace:manage`. To be asked before
/// anything is fetched for it.
///
/// # Errors
/// [`Failure`].
pub async fn may_set_logo(ls: &Latchstring, caller: &Caller, id: ProviderId) -> Result<(), Failure> {
    caller.require(ls, Scope::WorkspaceManage).await?;
    find(ls, caller, id).await.map(drop)
}

/// Gives a provider this logo, in the place of the one before, or none. One that it has already is written nowhere. Needs the
/// scope `workspace:manage`.
///
/// # Errors
/// [`Failure`].
pub async fn set_logo(
    ls: &Latchstring,
    caller: &Caller,
    id: ProviderId,
    logo: Option<&Emblem>,
) -> Result<Provider, Failure> {
    caller.require(ls, Scope::WorkspaceManage).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let by = By::caller(caller, ls.now());
        let mut provider = find(ls, caller, id).await?;
        if provider.logo == logo.map(|logo| logo.of(id)) {
            return Ok(provider);
        }
        let files = match logo {
            Some(logo) => logo.give(&mut provider, &by),
            None => provider.logo.take().map(|old| Change::DropFile(old.file)).into_iter().collect(),
        };
        provider.updated_at = by.now;
        provider.version = provider.version.next();
        let mut chain = Chain::load(ls, caller.workspace_subject()).await?;
        let changed = vec!["logo".to_owned()];
        let data = EventData::none().with("providerId", id.to_string()).with("changed", changed);
        let event = chain.append(ls, &by, EventKind::ProviderUpdated, data);
        let set = ChangeSet::new().with(Change::UpdateProvider(provider.clone())).with(event);
        match attempts.commit(files.into_iter().fold(set, ChangeSet::with)).await? {
            Commit::Done => return Ok(provider),
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("the logo of a provider was refused")),
        }
    }
}
