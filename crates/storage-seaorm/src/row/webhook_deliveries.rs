use std::time::Duration;

use latchstring_domain::id::{DeliveryId, EndpointId, MessageId, WorkspaceId};
use latchstring_domain::webhook::{
    Attempt, AttemptOutcome, Delivery, DeliveryState, DeliveryStatus, FailedBecause,
};
use serde::{Deserialize, Serialize};

use super::cell::{Result, Row, json};
use crate::entity::webhook_deliveries::Model;

#[derive(Serialize, Deserialize)]
struct AttemptRow {
    at: i64,
    took_ms: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    answer: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

impl AttemptRow {
    fn write(value: &Attempt) -> Self {
        let (status, answer, error) = match &value.outcome {
            AttemptOutcome::Answered { status, answer } => (Some(*status), Some(answer.clone()), None),
            AttemptOutcome::NotAnswered(error) => (None, None, Some(error.as_str().to_owned())),
        };
        let took_ms = u64::try_from(value.took.as_millis()).unwrap_or(u64::MAX);
        Self { at: value.at.unix_millis(), took_ms, status, answer, error }
    }

    fn read(self, row: &Row) -> Result<Attempt> {
        let outcome = match (self.status, self.answer, self.error) {
            (Some(status), Some(answer), None) => AttemptOutcome::Answered { status, answer },
            (None, None, Some(error)) => AttemptOutcome::NotAnswered(row.parse("attempts", &error)?),
            _ => return Err(row.broken("attempts")),
        };
        let took = Duration::from_millis(self.took_ms);
        Ok(Attempt { at: row.time("attempts", self.at)?, took, outcome })
    }
}

pub(crate) fn write(value: &Delivery) -> Result<Model> {
    let (at, tries, because) = match value.state {
        DeliveryState::Pending { tries, next_at } => (next_at, Some(i64::from(tries)), None),
        DeliveryState::Delivered { at } => (at, None, None),
        DeliveryState::Failed { at, because } => (at, None, Some(because)),
    };
    Ok(Model {
        id: value.id.as_uuid(),
        workspace_id: value.workspace_id.as_uuid(),
        endpoint_id: value.endpoint_id.as_uuid(),
        message_id: value.message_id.as_uuid(),
        event_type: value.event_type.as_str().to_owned(),
        occurred_at: value.occurred_at.unix_millis(),
        state: value.state.status().as_str().to_owned(),
        state_at: at.unix_millis(),
        tries,
        failed_because: because.map(|because| because.as_str().to_owned()),
        replayed: value.replayed,
        attempts: json(&value.attempts.iter().map(AttemptRow::write).collect::<Vec<_>>())?,
        created_at: value.created_at.unix_millis(),
        updated_at: value.updated_at.unix_millis(),
        version: value.version.number(),
    })
}

pub(crate) fn read(model: Model) -> Result<Delivery> {
    let row = Row::new("webhook_deliveries", model.id);
    let attempts: Vec<AttemptRow> = row.json("attempts", &model.attempts)?;
    Ok(Delivery {
        id: DeliveryId::from_uuid(model.id),
        workspace_id: WorkspaceId::from_uuid(model.workspace_id),
        endpoint_id: EndpointId::from_uuid(model.endpoint_id),
        message_id: MessageId::from_uuid(model.message_id),
        event_type: row.parse("event_type", &model.event_type)?,
        occurred_at: row.time("occurred_at", model.occurred_at)?,
        state: state(&row, &model)?,
        replayed: model.replayed,
        attempts: attempts.into_iter().map(|attempt| attempt.read(&row)).collect::<Result<_>>()?,
        created_at: row.time("created_at", model.created_at)?,
        updated_at: row.time("updated_at", model.updated_at)?,
        version: row.version(model.version)?,
    })
}

fn state(row: &Row, model: &Model) -> Result<DeliveryState> {
    let at = row.time("state_at", model.state_at)?;
    let because: Option<FailedBecause> =
        row.optional("failed_because", model.failed_because.as_deref(), str::parse)?;
    match (row.parse::<DeliveryStatus>("state", &model.state)?, model.tries, because) {
        (DeliveryStatus::Pending, Some(tries), None) => {
            Ok(DeliveryState::Pending { tries: row.ok("tries", u32::try_from(tries))?, next_at: at })
        }
        (DeliveryStatus::Delivered, None, None) => Ok(DeliveryState::Delivered { at }),
        (DeliveryStatus::Failed, None, Some(because)) => Ok(DeliveryState::Failed { at, because }),
        _ => Err(row.broken("state")),
    }
}
