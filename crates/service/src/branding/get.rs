use latchstring_domain::api_key::Scope;
use latchstring_domain::branding::{Branding, FileKey, FileKind};
use latchstring_domain::id::WorkspaceId;
use latchstring_domain::link::Link;

use crate::{Caller, Failure, Latchstring, Thing};

/// The branding of a workspace, with the addresses at which it can be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrandingView {
    /// What it chose.
    pub branding: Branding,
    /// Where recipients reach the deployment, without a slash at its end.
    pub address: String,
}

impl BrandingView {
    /// Where a file of it is served.
    #[must_use]
    pub fn file_url(&self, key: &FileKey, kind: FileKind) -> String {
        file_url(&self.address, key, kind)
    }

    /// Where the pages can be looked at as recipients see them. It shows nothing but the look.
    #[must_use]
    pub fn preview_url(&self) -> String {
        format!("{}/p/preview/{}", self.address, self.branding.workspace_id)
    }
}

/// The branding of the caller's workspace. Needs the scope `invitations:read`: whoever
/// makes links may see what they look like.
///
/// # Errors
/// [`Failure`].
pub async fn get(ls: &Latchstring, caller: &Caller) -> Result<BrandingView, Failure> {
    caller.require(ls, Scope::InvitationsRead).await?;
    view(ls, of(ls, caller.workspace_id()).await?).await
}

/// The branding of a workspace for somebody who has its id, which is who was given the address of its preview; `None` when
/// there is no such workspace.
///
/// # Errors
/// [`Failure`].
pub async fn look_of(ls: &Latchstring, id: WorkspaceId) -> Result<Option<(Branding, String)>, Failure> {
    let Some(workspace) = ls.store().workspace(id).await? else { return Ok(None) };
    Ok(Some((of(ls, id).await?, workspace.name.as_str().to_owned())))
}

/// The branding of a workspace, whether it ever chose anything or not.
pub(crate) async fn of(ls: &Latchstring, id: WorkspaceId) -> Result<Branding, Failure> {
    Ok(ls.store().branding(id).await?.unwrap_or_else(|| Branding::new(id, ls.now())))
}

/// Where recipients of the caller's workspace reach the deployment, without a slash at its end: what addresses of files begin
/// with.
///
/// # Errors
/// [`Failure`].
pub async fn address(ls: &Latchstring, caller: &Caller) -> Result<String, Failure> {
    let workspace = ls.store().workspace(caller.workspace_id()).await?;
    Ok(ls.links().address(&workspace.ok_or(Failure::NotFound(Thing::Workspace))?))
}

/// Where a file is served by a deployment that recipients reach at this address.
#[must_use]
pub fn file_url(address: &str, key: &FileKey, kind: FileKind) -> String {
    format!("{address}/p/brand/{key}.{kind}")
}

/// The branding of a link's workspace, but for what the link chooses.
pub(crate) async fn of_link(ls: &Latchstring, link: &Link) -> Result<Branding, Failure> {
    let branding = of(ls, link.workspace_id()).await?;
    Ok(match link.brand() {
        Some(own) => branding.of_link(own),
        None => branding,
    })
}

pub(super) async fn view(ls: &Latchstring, branding: Branding) -> Result<BrandingView, Failure> {
    let workspace = ls.store().workspace(branding.workspace_id).await?;
    let workspace = workspace.ok_or(Failure::NotFound(Thing::Workspace))?;
    Ok(BrandingView { branding, address: ls.links().address(&workspace) })
}
