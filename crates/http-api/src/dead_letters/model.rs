use latchstring_domain::outbox::DeadLetterKind;
use latchstring_domain::webhook::{Delivery, DeliveryState};
use latchstring_service::dead_letter::DeadLetter;
use latchstring_service::outbox::ParkedEntry;
use serde::Serialize;
use utoipa::ToSchema;

use crate::schema::{DeadLetterKindName, WebhookTypeName};

/// Something that was promised and given up.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = DeadLetter)]
pub(super) struct DeadLetterBody {
    /// Its id; of a webhook, that of its delivery.
    #[schema(format = Uuid)]
    id: String,
    #[schema(value_type = DeadLetterKindName)]
    kind: &'static str,
    /// What was to be done.
    #[schema(example = "announce")]
    task: &'static str,
    /// What it was to be done about, such as an event, an invitation, or the message of a webhook.
    #[schema(format = Uuid)]
    subject_id: String,
    /// The endpoint, of a webhook.
    #[schema(required, format = Uuid)]
    webhook_id: Option<String>,
    /// The type, of a webhook.
    #[schema(required, value_type = Option<WebhookTypeName>)]
    event_type: Option<&'static str>,
    /// Why it was given up.
    #[schema(example = "panicked, 12 times")]
    reason: String,
    /// How often it was tried.
    #[schema(example = 12)]
    attempts: usize,
    /// When it was promised.
    #[schema(format = DateTime)]
    created: String,
    /// When it was given up.
    #[schema(format = DateTime)]
    given_up: String,
}

impl From<DeadLetter> for DeadLetterBody {
    fn from(letter: DeadLetter) -> Self {
        let (id, kind, given_up) = (letter.id().to_string(), letter.kind(), letter.given_up_at().to_string());
        match letter {
            DeadLetter::Work(parked) => Self::of_work(id, kind, given_up, parked),
            DeadLetter::Webhook(delivery) => Self::of_webhook(id, kind, given_up, &delivery),
        }
    }
}

impl DeadLetterBody {
    fn of_work(id: String, kind: DeadLetterKind, given_up: String, parked: ParkedEntry) -> Self {
        let ParkedEntry { entry, parked_at: _, attempts, reason } = parked;
        Self {
            id,
            kind: kind.as_str(),
            task: entry.task.name(),
            subject_id: entry.task.subject().to_string(),
            webhook_id: None,
            event_type: None,
            reason,
            attempts: usize::try_from(attempts).unwrap_or(usize::MAX),
            created: entry.created_at.to_string(),
            given_up,
        }
    }

    fn of_webhook(id: String, kind: DeadLetterKind, given_up: String, delivery: &Delivery) -> Self {
        let reason = match delivery.state {
            DeliveryState::Failed { because, .. } => because.as_str(),
            DeliveryState::Pending { .. } | DeliveryState::Delivered { .. } => "",
        };
        Self {
            id,
            kind: kind.as_str(),
            task: "deliver",
            subject_id: delivery.message_id.to_string(),
            webhook_id: Some(delivery.endpoint_id.to_string()),
            event_type: Some(delivery.event_type.as_str()),
            reason: reason.to_owned(),
            attempts: delivery.attempts.len(),
            created: delivery.created_at.to_string(),
            given_up,
        }
    }
}
