//! Endpoints, webhooks and their ways there.

use latchstring_domain::Version;
use latchstring_domain::id::{DeliveryId, EndpointId, MessageId};
use latchstring_domain::outbox::OutboxEntry;
use latchstring_domain::webhook::{Delivery, Endpoint, Message};
use latchstring_storage::Constraint;

use super::rows::{create, delete, exists, reindex, workspace_exists};
use super::{Applied, conflict, outbox};
use crate::state::State;

pub(super) fn create_endpoint(state: &mut State, row: Endpoint) -> Applied {
    create(&mut state.endpoints, row.clone())?;
    workspace_exists(state, row.workspace_id)
}

pub(super) fn delete_endpoint(state: &mut State, id: EndpointId, version: Version) -> Applied {
    delete(&mut state.endpoints, id, version)?;
    forget(state, |delivery| delivery.endpoint_id == id);
    Ok(())
}

fn forget(state: &mut State, which: impl Fn(&Delivery) -> bool) {
    let gone: Vec<(DeliveryId, _)> = state
        .deliveries
        .values()
        .filter(|delivery| which(delivery))
        .map(|delivery| (delivery.id, (delivery.endpoint_id, delivery.message_id)))
        .collect();
    for (id, key) in gone {
        state.deliveries.remove(&id);
        state.deliveries_by_message.remove(&key);
    }
}

pub(super) fn create_message(state: &mut State, row: Message) -> Applied {
    if state.messages.contains(&row.id) {
        return Err(conflict(Constraint::Identity));
    }
    let key = row.event_id.map(|event| (event, row.event_type));
    reindex(&mut state.messages_by_event, None, key, row.id, Constraint::Identity)?;
    let workspace = row.workspace_id;
    state.messages.put(row.id, row);
    workspace_exists(state, workspace)
}

pub(super) fn create_delivery(state: &mut State, row: Delivery) -> Applied {
    create(&mut state.deliveries, row.clone())?;
    let key = Some((row.endpoint_id, row.message_id));
    reindex(&mut state.deliveries_by_message, None, key, row.id, Constraint::Identity)?;
    let endpoint = state.endpoints.get(&row.endpoint_id);
    exists(endpoint.is_some_and(|endpoint| endpoint.workspace_id == row.workspace_id))?;
    let message = state.messages.get(&row.message_id);
    exists(message.is_some_and(|message| message.workspace_id == row.workspace_id))
}

pub(super) fn drop_message(state: &mut State, id: MessageId) {
    let Some(key) = state.messages.get(&id).map(|row| row.event_id.map(|event| (event, row.event_type)))
    else {
        return;
    };
    forget(state, |delivery| delivery.message_id == id);
    state.messages.remove(&id);
    if let Some(key) = key {
        state.messages_by_event.remove(&key);
    }
}

pub(super) fn announce(state: &mut State, entry: OutboxEntry) -> Applied {
    let heard = state.endpoints.values().any(|endpoint| endpoint.workspace_id == entry.workspace_id);
    if heard { outbox::enqueue(state, entry) } else { Ok(()) }
}
