use std::collections::{BTreeMap, BTreeSet};

use latchstring_domain::Timestamp;
use latchstring_domain::event::{Event, EventKind};
use latchstring_service::event;
use latchstring_sign_in::sandbox::PASSWORD;
use latchstring_storage::{MAX_LIMIT, MessageRange, Outbox as _, Store, Webhooks as _};
use secrecy::ExposeSecret as _;

use crate::compare::same;
use crate::walk::{Checked, Walker};

/// Fails at the first that does not hold.
pub(crate) async fn hold<S: Store + 'static>(walker: &mut Walker<S>) -> Checked {
    walker.compare().await?;
    let events = walker.all_events().await?;
    uses(walker, &events)?;
    chains(walker, &events).await?;
    deliveries(walker, &events).await?;
    secrets(walker, &events)?;
    walker.transcript.extend(events.iter().map(|event| format!("{event:?}")));
    let arrived = walker.deployment.arrived.iter();
    walker.transcript.extend(arrived.map(|(id, body)| format!("{id}: {body}")));
    Ok(())
}

fn count(events: &[Event], kind: EventKind) -> usize {
    events.iter().filter(|event| event.body.kind == kind).count()
}

/// I1 and I3, as the events tell it. A creation and a repair are told by the link and by the connection. I2 is in the comparison
/// after each step: a use that began too late would be one more than the reference has.
fn uses<S>(walker: &Walker<S>, events: &[Event]) -> Checked {
    let links = &walker.reference.links;
    let over = links.iter().any(|link| link.max_uses.is_some_and(|max| link.uses > max));
    same("I1: a link was used too often", over, false)?;
    let uses =
        |repairs| links.iter().filter(|link| link.repairs == repairs).map(|link| link.uses).sum::<u32>();
    let (made, repaired) = (usize::try_from(uses(false))?, usize::try_from(uses(true))?);
    let spent = links.iter().filter(|link| link.max_uses == Some(link.uses)).count();
    same("I3: SUBMITTED", count(events, EventKind::Submitted), made + repaired)?;
    same("I3: CONNECTION_CREATED", count(events, EventKind::ConnectionCreated), 2 * made)?;
    same("I3: FULFILLED", count(events, EventKind::Fulfilled), spent)?;
    same("REVOKED", count(events, EventKind::Revoked), links.iter().filter(|link| link.revoked).count())
}

/// I6.
async fn chains<S: Store + 'static>(walker: &Walker<S>, events: &[Event]) -> Checked {
    let mut verified = 0;
    for caller in [&walker.deployment.caller, &walker.deployment.strangers] {
        let report = event::verify(&walker.deployment.ls, caller).await?;
        same("I6: broken chains", report.broken.len(), 0)?;
        verified += report.events;
    }
    let committed: BTreeSet<_> = walker.deployment.store.committed().into_iter().collect();
    let there: BTreeSet<_> = events.iter().map(|event| event.body.id).collect();
    same("I6: what is in the chains is what was committed", there, committed)?;
    same("I6: verified", usize::try_from(verified)?, events.len())
}

/// I4, and of I3 the webhooks.
async fn deliveries<S: Store + 'static>(walker: &Walker<S>, events: &[Event]) -> Checked {
    let store = &walker.deployment.store;
    let left = store.outbox_counts().await?;
    same("I4: promises that are left or parked", (left.open, left.parked), (0, 0))?;
    let mut written = BTreeMap::new();
    for caller in [&walker.deployment.caller, &walker.deployment.strangers] {
        let (from, until) = (Timestamp::EPOCH, Timestamp::MAX);
        let range = MessageRange { workspace: caller.workspace_id(), from, until };
        let mut after = None;
        loop {
            let some = store.messages(&range, after, MAX_LIMIT).await?;
            let Some(last) = some.last() else { break };
            after = Some((last.occurred_at, last.id));
            written.extend(some.into_iter().map(|message| (message.id.webhook_id(), message)));
        }
    }
    let arrived: BTreeSet<_> = walker.deployment.arrived.iter().map(|(id, _)| id.clone()).collect();
    same("I4: what was written arrived", arrived, written.keys().cloned().collect())?;
    let there: BTreeSet<_> = events.iter().map(|event| event.body.id).collect();
    let told: Vec<_> = written.values().filter_map(|message| message.event_id).collect();
    same("I4: of what was not committed", told.iter().any(|event| !there.contains(event)), false)?;
    for (kind, name, tellers) in [
        (EventKind::ConnectionCreated, "connection.created.v2", 2),
        (EventKind::Submitted, "invitation.submitted.v1", 1),
        (EventKind::Fulfilled, "invitation.fulfilled.v1", 1),
        (EventKind::Revoked, "invitation.revoked.v1", 1),
        (EventKind::Expired, "invitation.expired.v1", 1),
    ] {
        let sent = written.values().filter(|message| message.event_type.as_str() == name).count();
        same(&format!("I3: webhooks {name}"), sent, count(events, kind) / tellers)?;
    }
    Ok(())
}

/// I8.
fn secrets<S>(walker: &Walker<S>, events: &[Event]) -> Checked {
    let mut said: Vec<_> = events.iter().map(|event| format!("{event:?}")).collect();
    said.extend(walker.deployment.arrived.iter().map(|(_, body)| body.clone()));
    let tokens = walker.links.iter().filter_map(|link| link.token.as_ref());
    let secrets: Vec<_> = tokens.map(|token| token.expose_secret()).chain([PASSWORD]).collect();
    let found = said.iter().any(|text| secrets.iter().any(|secret| text.contains(secret)));
    same("I8: a secret is in an event or a webhook", found, false)
}
