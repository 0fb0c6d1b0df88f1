use latchstring_domain::id::{OutboxId, QueueId, WorkspaceId};
use latchstring_domain::outbox::{OutboxEntry, Task};

use latchstring_storage::ParkedEntry;

use super::cell::{Result, Row};
use crate::entity::outbox_entries::Model;

pub(crate) const WAITING: &str = "waiting";
pub(crate) const LEASED: &str = "leased";
pub(crate) const PARKED: &str = "parked";

pub(crate) fn write(value: &OutboxEntry) -> Model {
    Model {
        id: value.id.as_uuid(),
        workspace_id: value.workspace_id.as_uuid(),
        task: value.task.name().to_owned(),
        subject_id: value.task.subject(),
        run_at: value.run_at.unix_millis(),
        created_at: value.created_at.unix_millis(),
        state: WAITING.to_owned(),
        due_at: Some(value.run_at.unix_millis()),
        claims: 0,
        parked_reason: None,
        lane: value.task.lane().as_str().to_owned(),
        queue_id: Some(value.queue().as_uuid()),
        forgiven: 0,
        parked_at: None,
    }
}

/// How often it was claimed, as far as that counts.
pub(crate) fn attempts(model: &Model) -> u32 {
    u32::try_from(model.claims.saturating_sub(model.forgiven)).unwrap_or(u32::MAX)
}

/// An entry that was given up. A program that did not write down when did so when it was due or later.
pub(crate) fn read_parked(model: Model) -> Result<ParkedEntry> {
    let row = Row::new("outbox_entries", model.id);
    let parked_at = row.time("parked_at", model.parked_at.unwrap_or(model.run_at))?;
    let (attempts, reason) = (attempts(&model), model.parked_reason.clone().unwrap_or_default());
    Ok(ParkedEntry { entry: read(model)?, parked_at, attempts, reason })
}

pub(crate) fn read(model: Model) -> Result<OutboxEntry> {
    let row = Row::new("outbox_entries", model.id);
    let queue = QueueId::from_uuid(model.queue_id.unwrap_or(model.workspace_id));
    Ok(OutboxEntry {
        id: OutboxId::from_uuid(model.id),
        workspace_id: WorkspaceId::from_uuid(model.workspace_id),
        task: row.ok("task", Task::from_parts(&model.task, model.subject_id, queue))?,
        run_at: row.time("run_at", model.run_at)?,
        created_at: row.time("created_at", model.created_at)?,
    })
}
