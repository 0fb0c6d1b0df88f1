use latchstring_domain::webhook::{Attempt, AttemptOutcome, Delivery, DeliveryState};
use serde::Serialize;
use utoipa::ToSchema;

use crate::schema::{AttemptErrorName, DeliveryStatusName, FailedBecauseName, WebhookTypeName};

/// One message's way to one endpoint.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = WebhookDelivery)]
pub(super) struct DeliveryBody {
    #[schema(format = Uuid)]
    id: String,
    /// The message's id, which stands in its header webhook-id: the same for every endpoint, try and replay.
    #[schema(example = "msg_019aa0b23c4d7e5f8a6b7c8d9e0f1a2b")]
    message_id: String,
    #[schema(value_type = WebhookTypeName)]
    event_type: &'static str,
    /// When what it tells of happened.
    #[schema(format = DateTime)]
    occurred_at: String,
    #[schema(value_type = DeliveryStatusName)]
    status: &'static str,
    /// When it is tried next, while it is pending.
    #[schema(required, format = DateTime)]
    next_attempt_at: Option<String>,
    /// Why it was given up.
    #[schema(required, value_type = Option<FailedBecauseName>)]
    failed_because: Option<&'static str>,
    /// Whether somebody asked for it to be sent again.
    replayed: bool,
    /// The last tries, oldest first.
    attempts: Vec<AttemptBody>,
    #[schema(format = DateTime)]
    created: String,
    #[schema(format = DateTime)]
    updated: String,
}

/// One try.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = WebhookAttempt)]
pub(super) struct AttemptBody {
    #[schema(format = DateTime)]
    at: String,
    /// How long it took, in milliseconds.
    #[schema(example = 127)]
    duration_ms: u64,
    /// The HTTP status of the answer, if there was one.
    #[schema(required, example = 200)]
    status: Option<u16>,
    /// The first kilobyte of the answer; empty for a test.
    #[schema(required)]
    answer: Option<String>,
    /// Why there was no answer.
    #[schema(required, value_type = Option<AttemptErrorName>)]
    error: Option<&'static str>,
}

impl From<Attempt> for AttemptBody {
    fn from(Attempt { at, took, outcome }: Attempt) -> Self {
        let (status, answer, error) = match outcome {
            AttemptOutcome::Answered { status, answer } => (Some(status), Some(answer), None),
            AttemptOutcome::NotAnswered(error) => (None, None, Some(error.as_str())),
        };
        let duration_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        Self { at: at.to_string(), duration_ms, status, answer, error }
    }
}

impl From<Delivery> for DeliveryBody {
    fn from(delivery: Delivery) -> Self {
        let Delivery {
            id,
            workspace_id: _,
            endpoint_id: _,
            message_id,
            event_type,
            occurred_at,
            state,
            replayed,
            attempts,
            created_at,
            updated_at,
            version: _,
        } = delivery;
        let (next, because) = match state {
            DeliveryState::Pending { next_at, .. } => (Some(next_at), None),
            DeliveryState::Delivered { .. } => (None, None),
            DeliveryState::Failed { because, .. } => (None, Some(because)),
        };
        Self {
            id: id.to_string(),
            message_id: message_id.webhook_id(),
            event_type: event_type.as_str(),
            occurred_at: occurred_at.to_string(),
            status: state.status().as_str(),
            next_attempt_at: next.map(|at| at.to_string()),
            failed_because: because.map(|because| because.as_str()),
            replayed,
            attempts: attempts.into_iter().map(Into::into).collect(),
            created: created_at.to_string(),
            updated: updated_at.to_string(),
        }
    }
}
