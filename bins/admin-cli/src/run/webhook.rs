use latchstring_domain::id::{DeliveryId, EndpointId};
use latchstring_domain::overlap::SecretOverlap;
use latchstring_domain::webhook::EventTypes;
use latchstring_service::webhook::{
    self, CreateEndpoint, EndpointChanges, ListDeliveries, Replay, Replayed, RotateSecret,
};

use super::pages;
use super::session::Session;
use crate::args::{DeliveryFilter, NewWebhook, ReplayArguments, WebhookCommand};
use crate::output::Answer;
use crate::problem::Problem;
use crate::shape::{
    DeletedWebhook, DeliveryList, DeliveryShape, NewWebhookShape, ReplayedShape, WebhookList, WebhookShape,
};

pub(super) async fn run(session: &Session, command: WebhookCommand) -> Result<Answer, Problem> {
    let caller = session.caller().await?;
    let ls = &session.ls;
    match command {
        WebhookCommand::Create(NewWebhook { url, description, types, disabled }) => {
            let wish = CreateEndpoint {
                url,
                description,
                types: EventTypes::new(types),
                headers: None,
                secret: None,
                enabled: !disabled,
            };
            let made = webhook::create(ls, &caller, wish).await?;
            Answer::new(&NewWebhookShape::new(made.endpoint, &made.secret))
        }
        WebhookCommand::List => {
            let endpoints = webhook::list(ls, &caller).await?;
            Answer::new(&WebhookList { webhooks: endpoints.into_iter().map(WebhookShape::from).collect() })
        }
        WebhookCommand::Enable { id } => switch(session, id, true).await,
        WebhookCommand::Disable { id } => switch(session, id, false).await,
        WebhookCommand::Delete { id } => {
            webhook::delete(ls, &caller, id).await?;
            Answer::new(&DeletedWebhook { id: id.to_string() })
        }
        WebhookCommand::RotateSecret { id, overlap } => {
            let overlap =
                SecretOverlap::new(overlap).map_err(|error| Problem::usage(format!("--overlap: {error}")))?;
            let wish = RotateSecret { secret: None, overlap };
            let rotated = webhook::rotate_secret(ls, &caller, id, wish).await?;
            Answer::new(&NewWebhookShape::new(rotated.endpoint, &rotated.secret))
        }
        WebhookCommand::Test { id } => {
            Answer::new(&DeliveryShape::from(webhook::test(ls, &caller, id).await?))
        }
        WebhookCommand::Deliveries(filter) => deliveries(session, filter).await,
        WebhookCommand::Replay(wish) => replay(session, wish).await,
    }
}

async fn switch(session: &Session, id: EndpointId, on: bool) -> Result<Answer, Problem> {
    let wish = EndpointChanges { enabled: Some(on), ..EndpointChanges::default() };
    let endpoint = webhook::update(&session.ls, &session.caller().await?, id, wish).await?;
    Answer::new(&WebhookShape::from(endpoint))
}

async fn deliveries(session: &Session, filter: DeliveryFilter) -> Result<Answer, Problem> {
    let DeliveryFilter { id: endpoint_id, status, limit, after } = filter;
    let caller = session.caller().await?;
    let read = async |after: Option<DeliveryId>, per_page| {
        let wish = ListDeliveries { endpoint_id, status, after, per_page };
        webhook::deliveries(&session.ls, &caller, wish).await
    };
    let (found, next) = pages::collect(limit.get(), after, read).await?;
    let deliveries = found.into_iter().map(DeliveryShape::from).collect();
    Answer::new(&DeliveryList { deliveries, next: next.map(|id| id.to_string()) })
}

/// One call sends a bounded number again; an operator wants all of them.
async fn replay(session: &Session, wish: ReplayArguments) -> Result<Answer, Problem> {
    let ReplayArguments { id, delivery, failed: _, from, until } = wish;
    let (ls, caller) = (&session.ls, session.caller().await?);
    let until = until.unwrap_or_else(|| ls.now());
    let mut replay = match (delivery, from) {
        (Some(delivery), _) => Replay::One(delivery),
        (None, Some(from)) => Replay::Range { from, until },
        (None, None) => Replay::Failed,
    };
    let mut sent = 0_usize;
    loop {
        let Replayed { count, more, resume_from } = webhook::replay(ls, &caller, id, replay).await?;
        sent = sent.saturating_add(count);
        match (more, resume_from) {
            (true, Some(from)) => replay = Replay::Range { from, until },
            (true, None) => {}
            (false, _) => return Answer::new(&ReplayedShape { count: sent }),
        }
    }
}
