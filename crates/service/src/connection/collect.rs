//! The sandbox collector's work, as the outbox promises it.

use std::time::Duration;

use latchstring_domain::Timestamp;
use latchstring_domain::actor::{Actor, ActorKind};
use latchstring_domain::connection::Connection;
use latchstring_domain::event::Origin;
use latchstring_domain::id::{ConnectionId, OutboxId};
use latchstring_domain::outbox::{OutboxEntry, Task};
use latchstring_domain::provider::{Provider, SignInMethod};
use latchstring_storage::Change;

use super::report_status::moved;
use crate::record::By;
use crate::{Failure, Latchstring, credentials};

/// How long the sandbox collector lets a new connection stay pending: long enough to be seen.
const FIRST_LOOK: Duration = Duration::from_secs(3);

/// The promise that the sandbox collector looks at a connection; none for other providers, whose collector is the
/// customer's own program.
pub(crate) fn collect_soon(
    ls: &Latchstring,
    provider: &Provider,
    connection: &Connection,
    now: Timestamp,
) -> Option<Change> {
    (provider.method == SignInMethod::Sandbox).then(|| enqueue(ls, connection, FIRST_LOOK, now))
}

fn enqueue(ls: &Latchstring, connection: &Connection, after: Duration, now: Timestamp) -> Change {
    Change::Enqueue(OutboxEntry {
        id: OutboxId::generate(now, &mut *ls.rng()),
        workspace_id: connection.workspace_id,
        task: Task::CollectSandbox(connection.id),
        run_at: now.saturating_add(after),
        created_at: now,
    })
}

/// The changes that come of the sandbox collector's look at a connection.
pub(crate) async fn collect(ls: &Latchstring, id: ConnectionId) -> Result<Vec<Change>, Failure> {
    let found = ls.store().connection(id).await?;
    let Some(connection) = found.filter(|connection| connection.is_active) else { return Ok(Vec::new()) };
    let answers = credentials::open(ls, &connection)?;
    let now = ls.now();
    let mut rng = ls.rng();
    let collected = ls.collector().collect(&connection, &answers, now, &mut *rng).await;
    let mut changes = Vec::new();
    if let Some(report) = collected.report
        && let Ok(new) = connection.clone().report(report, now)
    {
        let by = By {
            workspace_id: connection.workspace_id,
            actor: Actor::new(ActorKind::System, "sandbox-collector"),
            origin: Origin::default(),
            now,
            automated: true,
        };
        changes = moved(ls, &by, &connection, &new).await?;
    }
    if let Some(after) = collected.again_in {
        changes.push(enqueue(ls, &connection, after, now));
    }
    Ok(changes)
}
