//! Who shows a page in a frame, for pages that no handler got to make.

use std::time::Duration;

use http::Uri;
use latchstring_domain::id::FlowSessionId;
use latchstring_domain::link::Link;
use latchstring_domain::web_origin::WebOrigin;
use latchstring_service::flow_session::{self, MagicSecret, Presented, embedding_of};
use latchstring_service::magic_link::LinkKind;
use latchstring_web_kit::headers::FrameAncestors;
use latchstring_web_kit::request::RequestContext;
use tokio::time::timeout;
use url::form_urlencoded;

use super::{PagesState, embed, portal};
use crate::view::Embedding;

/// The sites around a link's pages: who may show them in a frame, and who is told how far the recipient has come.
#[derive(Clone)]
pub(super) struct Around {
    pub(super) framed_by: FrameAncestors,
    pub(super) embedding: Option<Embedding>,
}

impl Around {
    pub(super) fn new(link: &Link, sites: &[WebOrigin]) -> Self {
        // Either type is an origin and nothing else; what one takes and the other does not is left out.
        let origins = sites.iter().filter_map(|origin| origin.as_str().parse().ok()).collect();
        Self { framed_by: FrameAncestors::Origins(origins), embedding: embed::embedding(link, sites) }
    }
}

/// For how long an error waits to be told whose it is: a storage that does not answer may be what went wrong.
const PATIENCE: Duration = Duration::from_secs(2);

/// Finds out, for a request that failed before anybody did, which sites are around its page: what is too large is refused unseen, a
/// form that is not its session's unread, and storage may fail at the first question and answer the next. In a frame of a site that
/// the page does not name, its browser would show an error of its own in place of what there is to say and to do.
pub(super) async fn find(state: &PagesState, uri: &Uri, context: &RequestContext) {
    if context.notes.find::<Around>().is_none()
        && let Ok(Some(around)) = timeout(PATIENCE, look_up(state, uri)).await
    {
        context.notes.leave(around);
    }
}

/// The sites around the pages of the session or link in an address.
async fn look_up(state: &PagesState, uri: &Uri) -> Option<Around> {
    let query: Vec<_> =
        form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).into_owned().collect();
    let at_root = (uri.path() == "/").then(|| portal::path_of(&query)).flatten();
    let path = at_root.as_deref().unwrap_or(uri.path()).strip_prefix("/p/")?;
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        ["s", id, ..] => of_session(state, id).await,
        // Whether a proof stands behind the token makes no difference here.
        ["i", token, ..] => of_link(state, Presented::Invitation(token)).await,
        ["connect", company, "workflow", secret] => {
            of_link(state, magic(LinkKind::Connection, company, secret)).await
        }
        ["connect", company, secret] => of_link(state, magic(LinkKind::Company, company, secret)).await,
        _ => None,
    }
}

async fn of_session(state: &PagesState, id: &str) -> Option<Around> {
    let id: FlowSessionId = id.parse().ok()?;
    let (link, sites) = flow_session::embedding(state.latchstring(), id).await.ok()??;
    Some(Around::new(&link, &sites))
}

async fn of_link(state: &PagesState, presented: Presented<'_>) -> Option<Around> {
    let found = flow_session::landing(state.latchstring(), presented).await.ok()?;
    Some(Around::new(&found.link, &embedding_of(&found.link, &found.workspace)))
}

const fn magic<'a>(kind: LinkKind, public_company_id: &'a str, secret: &'a str) -> Presented<'a> {
    Presented::MagicLink(MagicSecret { kind, public_company_id, secret })
}
