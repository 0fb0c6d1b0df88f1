use latchstring_domain::webhook::{Delivery, DeliveryState};
use latchstring_service::dead_letter::DeadLetter;
use latchstring_service::outbox::ParkedEntry;
use serde::Serialize;

use super::event::with_next;
use crate::output::{Block, Shape, or_dash};

/// Something that was promised and given up, in the API's shape.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DeadLetterShape {
    id: String,
    kind: &'static str,
    task: &'static str,
    subject_id: String,
    webhook_id: Option<String>,
    event_type: Option<&'static str>,
    reason: String,
    attempts: usize,
    created: String,
    given_up: String,
}

impl From<DeadLetter> for DeadLetterShape {
    fn from(letter: DeadLetter) -> Self {
        let (id, kind) = (letter.id().to_string(), letter.kind().as_str());
        let given_up = letter.given_up_at().to_string();
        match letter {
            DeadLetter::Work(ParkedEntry { entry, parked_at: _, attempts, reason }) => Self {
                id,
                kind,
                task: entry.task.name(),
                subject_id: entry.task.subject().to_string(),
                webhook_id: None,
                event_type: None,
                reason,
                attempts: usize::try_from(attempts).unwrap_or(usize::MAX),
                created: entry.created_at.to_string(),
                given_up,
            },
            DeadLetter::Webhook(delivery) => Self {
                id,
                kind,
                task: "deliver",
                subject_id: delivery.message_id.to_string(),
                webhook_id: Some(delivery.endpoint_id.to_string()),
                event_type: Some(delivery.event_type.as_str()),
                reason: because(&delivery).to_owned(),
                attempts: delivery.attempts.len(),
                created: delivery.created_at.to_string(),
                given_up,
            },
        }
    }
}

const fn because(delivery: &Delivery) -> &'static str {
    match delivery.state {
        DeliveryState::Failed { because, .. } => because.as_str(),
        DeliveryState::Pending { .. } | DeliveryState::Delivered { .. } => "",
    }
}

impl Shape for DeadLetterShape {
    fn blocks(&self) -> Vec<Block> {
        vec![Block::Facts(vec![
            ("id", self.id.clone()),
            ("kind", self.kind.to_owned()),
            ("task", self.task.to_owned()),
            ("subject", self.subject_id.clone()),
            ("webhook", or_dash(self.webhook_id.as_ref())),
            ("type", or_dash(self.event_type)),
            ("reason", self.reason.clone()),
            ("attempts", self.attempts.to_string()),
            ("created", self.created.clone()),
            ("given up", self.given_up.clone()),
        ])]
    }
}

/// What was given up, promised last first; `next` is what to list after when there are more.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DeadLetterList {
    pub(crate) dead_letters: Vec<DeadLetterShape>,
    pub(crate) next: Option<String>,
}

impl Shape for DeadLetterList {
    fn blocks(&self) -> Vec<Block> {
        let row = |one: &DeadLetterShape| {
            let about = one.event_type.unwrap_or(one.task);
            let fields = [&one.id, one.kind, about, &one.given_up, &one.reason].map(ToString::to_string);
            fields.into_iter().chain([one.attempts.to_string()]).collect()
        };
        let table = Block::Table {
            head: &["ID", "KIND", "WHAT", "GIVEN UP", "REASON", "ATTEMPTS"],
            rows: self.dead_letters.iter().map(row).collect(),
            none: "Nothing was given up.",
        };
        with_next(table, self.next.as_ref())
    }
}

/// What is begun anew.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BegunAnewShape {
    pub(crate) count: usize,
    pub(crate) passed_over: usize,
}

impl Shape for BegunAnewShape {
    fn blocks(&self) -> Vec<Block> {
        let mut lines = vec![Block::Line(match self.count {
            0 => "There was nothing to begin anew.".to_owned(),
            1 => "1 dead letter is begun anew.".to_owned(),
            more => format!("{more} dead letters are begun anew."),
        })];
        if self.passed_over > 0 {
            let said = format!("{} passed over: the endpoint is disabled.", self.passed_over);
            lines.push(Block::Line(said));
        }
        lines
    }
}

/// Work that is gone.
#[derive(Serialize)]
pub(crate) struct DiscardedShape {
    pub(crate) id: String,
}

impl Shape for DiscardedShape {
    fn blocks(&self) -> Vec<Block> {
        vec![Block::Line(format!("Threw away {}.", self.id))]
    }
}
