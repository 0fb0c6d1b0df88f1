use latchstring_domain::webhook::{
    Attempt, AttemptOutcome, Delivery, DeliveryState, Endpoint, EndpointState, EventType, HeaderName,
};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Serialize;

use super::event::with_next;
use crate::output::{Block, Shape, or_dash};

/// An endpoint for webhooks, in the API's shape.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WebhookShape {
    id: String,
    url: String,
    description: Option<String>,
    event_types: Vec<&'static str>,
    header_names: Vec<String>,
    enabled: bool,
    disabled_at: Option<String>,
    disabled_because: Option<&'static str>,
    failing_since: Option<String>,
    previous_secret_until: Option<String>,
    created: String,
    updated: String,
}

impl From<Endpoint> for WebhookShape {
    fn from(endpoint: Endpoint) -> Self {
        let Endpoint {
            id,
            workspace_id: _,
            url,
            description,
            types,
            headers,
            secrets,
            state,
            created_at,
            updated_at,
            version: _,
        } = endpoint;
        let (enabled, failing_since, disabled) = match state {
            EndpointState::Enabled { failing_since } => (true, failing_since, None),
            EndpointState::Disabled { at, because } => (false, None, Some((at, because))),
        };
        let names = headers.map(|headers| headers.names.iter().map(HeaderName::to_string).collect());
        Self {
            id: id.to_string(),
            url: url.as_str().to_owned(),
            description: description.map(|description| description.to_string()),
            event_types: types.iter().map(EventType::as_str).collect(),
            header_names: names.unwrap_or_default(),
            enabled,
            disabled_at: disabled.map(|(at, _)| at.to_string()),
            disabled_because: disabled.map(|(_, because)| because.as_str()),
            failing_since: failing_since.map(|since| since.to_string()),
            previous_secret_until: secrets.previous.map(|(_, until)| until.to_string()),
            created: created_at.to_string(),
            updated: updated_at.to_string(),
        }
    }
}

impl WebhookShape {
    fn types(&self) -> String {
        if self.event_types.is_empty() { "all".to_owned() } else { self.event_types.join(" ") }
    }

    fn state(&self) -> String {
        match (self.disabled_because, &self.failing_since) {
            (Some(because), _) => format!("disabled ({because})"),
            (None, Some(since)) => format!("failing since {since}"),
            (None, None) => "enabled".to_owned(),
        }
    }

    fn facts(&self) -> Block {
        Block::Facts(vec![
            ("id", self.id.clone()),
            ("url", self.url.clone()),
            ("description", or_dash(self.description.as_ref())),
            ("types", self.types()),
            ("headers", self.header_names.join(" ")),
            ("state", self.state()),
            ("previous secret until", or_dash(self.previous_secret_until.as_ref())),
            ("created", self.created.clone()),
            ("updated", self.updated.clone()),
        ])
    }
}

impl Shape for WebhookShape {
    fn blocks(&self) -> Vec<Block> {
        vec![self.facts()]
    }
}

/// An endpoint with its secret, which nothing shows again.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NewWebhookShape {
    #[serde(flatten)]
    webhook: WebhookShape,
    secret: String,
}

impl NewWebhookShape {
    pub(crate) fn new(endpoint: Endpoint, secret: &SecretString) -> Self {
        Self { webhook: endpoint.into(), secret: secret.expose_secret().to_owned() }
    }
}

impl Shape for NewWebhookShape {
    fn blocks(&self) -> Vec<Block> {
        vec![
            Block::Line("The secret, shown this once; the receiver checks signatures with it:".to_owned()),
            Block::Line(self.secret.clone()),
            self.webhook.facts(),
        ]
    }
}

/// Endpoints, oldest first.
#[derive(Serialize)]
pub(crate) struct WebhookList {
    pub(crate) webhooks: Vec<WebhookShape>,
}

impl Shape for WebhookList {
    fn blocks(&self) -> Vec<Block> {
        let row = |one: &WebhookShape| vec![one.id.clone(), one.url.clone(), one.state(), one.types()];
        vec![Block::Table {
            head: &["ID", "URL", "STATE", "TYPES"],
            rows: self.webhooks.iter().map(row).collect(),
            none: "No endpoint.",
        }]
    }
}

/// An endpoint that is gone.
#[derive(Serialize)]
pub(crate) struct DeletedWebhook {
    pub(crate) id: String,
}

impl Shape for DeletedWebhook {
    fn blocks(&self) -> Vec<Block> {
        vec![Block::Line(format!("Deleted the endpoint {}. Nothing more is sent there.", self.id))]
    }
}

/// One message's way to one endpoint, in the API's shape.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DeliveryShape {
    id: String,
    message_id: String,
    event_type: &'static str,
    occurred_at: String,
    status: &'static str,
    next_attempt_at: Option<String>,
    failed_because: Option<&'static str>,
    replayed: bool,
    attempts: Vec<AttemptShape>,
    created: String,
    updated: String,
}

/// One try.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AttemptShape {
    at: String,
    duration_ms: u64,
    status: Option<u16>,
    answer: Option<String>,
    error: Option<&'static str>,
}

impl From<Attempt> for AttemptShape {
    fn from(Attempt { at, took, outcome }: Attempt) -> Self {
        let (status, answer, error) = match outcome {
            AttemptOutcome::Answered { status, answer } => (Some(status), Some(answer), None),
            AttemptOutcome::NotAnswered(error) => (None, None, Some(error.as_str())),
        };
        let duration_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        Self { at: at.to_string(), duration_ms, status, answer, error }
    }
}

impl AttemptShape {
    fn words(&self) -> String {
        match (self.status, self.error) {
            (Some(status), _) => format!("{status} after {} ms", self.duration_ms),
            (None, error) => format!("{} after {} ms", or_dash(error), self.duration_ms),
        }
    }
}

impl From<Delivery> for DeliveryShape {
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
            attempts: attempts.into_iter().map(AttemptShape::from).collect(),
            created: created_at.to_string(),
            updated: updated_at.to_string(),
        }
    }
}

impl DeliveryShape {
    fn state(&self) -> String {
        let replayed = if self.replayed { ", replayed" } else { "" };
        match (self.failed_because, &self.next_attempt_at) {
            (Some(because), _) => format!("failed ({because}{replayed})"),
            (None, Some(next)) => format!("pending until {next}{replayed}"),
            (None, None) => format!("delivered{replayed}"),
        }
    }

    fn row(&self) -> Vec<String> {
        vec![
            self.id.clone(),
            self.event_type.to_owned(),
            self.occurred_at.clone(),
            self.state(),
            self.attempts.len().to_string(),
            or_dash(self.attempts.last().map(AttemptShape::words)),
        ]
    }
}

impl Shape for DeliveryShape {
    fn blocks(&self) -> Vec<Block> {
        vec![Block::Facts(vec![
            ("id", self.id.clone()),
            ("message", self.message_id.clone()),
            ("type", self.event_type.to_owned()),
            ("state", self.state()),
            ("last try", or_dash(self.attempts.last().map(AttemptShape::words))),
        ])]
    }
}

/// Deliveries, newest first; `next` is what to list after when there are more.
#[derive(Serialize)]
pub(crate) struct DeliveryList {
    pub(crate) deliveries: Vec<DeliveryShape>,
    pub(crate) next: Option<String>,
}

impl Shape for DeliveryList {
    fn blocks(&self) -> Vec<Block> {
        let table = Block::Table {
            head: &["ID", "TYPE", "OCCURRED", "STATE", "TRIES", "LAST TRY"],
            rows: self.deliveries.iter().map(DeliveryShape::row).collect(),
            none: "No delivery.",
        };
        with_next(table, self.next.as_ref())
    }
}

/// What is sent again.
#[derive(Serialize)]
pub(crate) struct ReplayedShape {
    pub(crate) count: usize,
}

impl Shape for ReplayedShape {
    fn blocks(&self) -> Vec<Block> {
        vec![Block::Line(match self.count {
            0 => "There was nothing to send again.".to_owned(),
            1 => "1 webhook is on its way again.".to_owned(),
            more => format!("{more} webhooks are on their way again."),
        })]
    }
}
