use latchstring_artwork::MAX_PICTURE;
use latchstring_domain::api_key::Scope;
use latchstring_domain::branding::{FileKind, PictureUrl};
use latchstring_domain::workspace::{Mode, Workspace};

use super::get::BrandingView;
use super::upload::{Slot, UploadError, keep};
use crate::ports::FetchError;
use crate::{Caller, Failure, Latchstring, Thing};

/// Why a picture was not fetched.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FetchPictureError {
    /// Pictures of this workspace come from `https` addresses only.
    #[error("must begin with https://")]
    NotHttps,
    /// This deployment has no way to fetch any.
    #[error("cannot be fetched: this server fetches no files; send the file itself")]
    NoWay,
    /// It is an address of ours, and of no picture of the workspace.
    #[error("is none of the workspace's pictures")]
    NotOwn,
    /// It was not to be had.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Takes a picture into a branding from an address, where it is fetched this once. From then on it is as if it had been
/// uploaded. Needs the scope `workspace:manage`.
///
/// # Errors
/// [`UploadError`].
pub async fn fetch(
    ls: &Latchstring,
    caller: &Caller,
    slot: Slot,
    url: &PictureUrl,
) -> Result<BrandingView, UploadError> {
    caller.require(ls, Scope::WorkspaceManage).await?;
    let bytes = fetched(ls, caller, url).await?;
    keep(ls, caller, slot, &bytes).await
}

/// What is at an address that the caller named. Nothing is held while it is fetched. Where we serve a picture of the
/// workspace ourselves, nothing is fetched at all.
pub(crate) async fn fetched(
    ls: &Latchstring,
    caller: &Caller,
    url: &PictureUrl,
) -> Result<Vec<u8>, FetchPictureError> {
    let workspace = ls.store().workspace(caller.workspace_id()).await.map_err(Failure::from)?;
    let workspace = workspace.ok_or(Failure::NotFound(Thing::Workspace))?;
    let served = format!("{}/p/brand/", ls.links().address(&workspace));
    if let Some(name) = url.as_str().strip_prefix(&served) {
        return own(ls, &workspace, name).await;
    }
    // As for webhooks: where the deployment allows it, for workspaces in which nothing is real.
    let takes_http = workspace.mode == Mode::Sandbox && ls.sends_plain_http_in_sandbox();
    if !url.is_https() && !takes_http {
        return Err(FetchPictureError::NotHttps);
    }
    let pictures = ls.pictures().ok_or(FetchPictureError::NoWay)?;
    let fetched = pictures.fetch(url, MAX_PICTURE).await;
    if let Err(error) = &fetched {
        tracing::info!(origin = url.origin(), %error, "a picture was not fetched");
    }
    Ok(fetched?)
}

/// A picture that the workspace has here, by the name it is served under.
async fn own(ls: &Latchstring, workspace: &Workspace, name: &str) -> Result<Vec<u8>, FetchPictureError> {
    let key = name.strip_suffix(".png").and_then(|key| key.parse().ok()).ok_or(FetchPictureError::NotOwn)?;
    let file = ls.store().file(&key).await.map_err(Failure::from)?;
    let own = file.filter(|file| file.workspace_id == workspace.id && file.kind == FileKind::Png);
    own.map(|file| file.bytes).ok_or(FetchPictureError::NotOwn)
}
