use latchstring_domain::id::FlowSessionId;
use latchstring_storage::Change;

use crate::{Failure, Latchstring};

/// The changes that make a session whose time is over, and what it holds, go away.
pub(crate) async fn forget(ls: &Latchstring, id: FlowSessionId) -> Result<Vec<Change>, Failure> {
    let session = ls.store().flow_session(id).await?;
    let over = session.is_some_and(|session| ls.now() >= session.expires_at);
    Ok(if over { vec![Change::DeleteFlowSession(id)] } else { Vec::new() })
}
