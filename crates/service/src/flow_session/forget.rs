use latchstring_domain::Timestamp;
use latchstring_domain::flow_session::FlowSession;
use latchstring_domain::id::{FlowSessionId, OutboxId};
use latchstring_domain::outbox::{OutboxEntry, Task};
use latchstring_storage::Change;

use crate::{Failure, Latchstring};

/// The promise that what a session holds is gone when its time is over.
pub(super) fn forget_later(ls: &Latchstring, session: &FlowSession, now: Timestamp) -> Change {
    Change::Enqueue(OutboxEntry {
        id: OutboxId::generate(now, &mut *ls.rng()),
        workspace_id: session.workspace_id,
        task: Task::ForgetFlowSession(session.id),
        run_at: session.expires_at,
        created_at: now,
    })
}

/// The changes that make a session whose time is over, and what it holds, go away. Asked too early, because clocks
/// differ, they promise it again: credentials must not be kept for want of a second look.
pub(crate) async fn forget(ls: &Latchstring, id: FlowSessionId) -> Result<Vec<Change>, Failure> {
    let Some(session) = ls.store().flow_session(id).await? else { return Ok(Vec::new()) };
    let now = ls.now();
    let over = now >= session.expires_at;
    Ok(vec![if over { Change::DeleteFlowSession(id) } else { forget_later(ls, &session, now) }])
}
