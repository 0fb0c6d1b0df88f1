use latchstring_domain::id::FlowSessionId;
use latchstring_domain::link::Link;
use latchstring_domain::web_origin::WebOrigin;
use latchstring_domain::workspace::Workspace;

use super::pass::find_session;
use crate::{Failure, Latchstring};

/// The link of a session, and the sites that may show its pages in a frame; `None` when there is no such session. It takes no pass:
/// a page that says that there is none has to be shown in that same frame, and which sites embed a link is no secret to those who see
/// it there.
///
/// # Errors
/// [`Failure`].
pub async fn embedding(
    ls: &Latchstring,
    id: FlowSessionId,
) -> Result<Option<(Link, Vec<WebOrigin>)>, Failure> {
    let Some(walk) = find_session(ls, id).await? else { return Ok(None) };
    let workspace = ls.store().workspace(walk.session.workspace_id).await?;
    Ok(workspace.map(|workspace| {
        let sites = embedding_of(&walk.link, &workspace);
        (walk.link, sites)
    }))
}

/// The sites that may show a link's pages in a frame: those that it names, out of those that its workspace does now.
#[must_use]
pub fn embedding_of(link: &Link, workspace: &Workspace) -> Vec<WebOrigin> {
    let named = link.presentation().and_then(|shown| shown.embed.as_deref());
    workspace.sites.embedding(named)
}
