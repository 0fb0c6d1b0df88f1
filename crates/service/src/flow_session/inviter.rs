use latchstring_domain::branding::Branding;
use latchstring_domain::company::Company;
use latchstring_domain::flow_session::FlowSession;
use latchstring_domain::link::Link;
use latchstring_domain::workspace::Workspace;

use super::error::FlowError;
use super::pass::{FlowPass, Walk};
use crate::{Failure, Latchstring, Thing, branding};

/// Whose link a session walks through, whatever became of the session or the link: what a page has to know that says
/// why the walk cannot go on.
#[derive(Debug)]
pub struct Inviter {
    /// The session.
    pub session: FlowSession,
    /// Its link.
    pub link: Link,
    /// Who asks.
    pub company: Company,
    /// The workspace of the company.
    pub workspace: Workspace,
    /// How the link looks.
    pub branding: Branding,
}

/// Finds whose link a session walks through. It answers where [`view`](super::view) refuses to, and so says nothing of
/// what a usable link shows.
///
/// # Errors
/// [`FlowError::Unknown`] when the pass opens no session, or [`FlowError::Failed`].
pub async fn inviter(ls: &Latchstring, pass: &FlowPass) -> Result<Inviter, FlowError> {
    let Walk { session, link, company } = Walk::find(ls, pass).await?;
    let workspace = ls.store().workspace(session.workspace_id).await.map_err(Failure::from)?;
    let workspace = workspace.ok_or(Failure::NotFound(Thing::Workspace))?;
    let branding = branding::of_link(ls, &link).await?;
    Ok(Inviter { session, link, company, workspace, branding })
}
