//! A log that somebody with the database in hand has changed.

use latchstring_domain::event::{Event, EventData, EventKind, EventSeal, Subject};
use latchstring_domain::id::{EventId, WorkspaceId};
use latchstring_secrets::audit;
use latchstring_service::event::{self, VerifyReport};

use crate::harness::{World, keyring};

/// A world in which one link has a story of seven events, and the report on its log as this makes it.
async fn verify_after(tamper: impl Fn(&mut Vec<Event>) + Send + 'static) -> (Subject, VerifyReport) {
    let world = World::new().await;
    let invitation = world.invite(Some(1), None).await;
    let pass = world.ready(&invitation).await;
    world.submit(&pass).await.unwrap();
    let link = Subject::Invitation(invitation.invitation.id);
    assert_eq!(world.events(link).await.len(), 7);
    world.store.forge(move |mut events| {
        if events.first().is_some_and(|event| event.body.subject == link) {
            tamper(&mut events);
        }
        events
    });
    (link, event::verify(&world.ls, &world.caller).await.unwrap())
}

async fn breaks_at(sequence: u64, tamper: impl Fn(&mut Vec<Event>) + Send + 'static) -> String {
    let (link, report) = verify_after(tamper).await;
    let [broken] = report.broken.as_slice() else { panic!("not one broken chain: {report:?}") };
    assert_eq!((broken.subject, broken.sequence), (link, sequence));
    broken.why.clone()
}

/// Seals the events one after the other with a key that is not the deployment's.
fn reseal(events: &mut [Event], keyring: &latchstring_secrets::keyring::Keyring) {
    let mut previous = None;
    for event in events {
        let seal = audit::seal_event(keyring, previous.as_ref(), &event.body.canonical(event.sequence));
        event.seal = EventSeal::new(*seal.as_bytes());
        previous = Some(seal);
    }
}

#[tokio::test]
async fn t156_an_honest_log_is_whole() {
    let (_, report) = verify_after(|_| ()).await;
    assert_eq!(report.broken, []);
    assert_eq!((report.chains, report.events), (4, 2 + 3 + 7 + 1), "workspace, company, link, connection");
}

#[tokio::test]
async fn t156_every_part_of_an_edited_event_is_missed() {
    let edits: [fn(&mut Event); 9] = [
        |event| event.body.kind = EventKind::EmailVerified,
        |event| {
            event.body.occurred_at = event.body.occurred_at.saturating_sub(std::time::Duration::from_secs(1))
        },
        |event| event.body.actor.id = Some("somebody else".to_owned()),
        |event| event.body.origin.ip = None,
        |event| event.body.origin.request_id = None,
        |event| event.body.data = EventData::none(),
        |event| event.body.automated = true,
        |event| event.body.id = EventId::from_uuid(uuid::Uuid::from_u128(1)),
        |event| event.body.workspace_id = WorkspaceId::from_uuid(uuid::Uuid::from_u128(1)),
    ];
    for edit in edits {
        breaks_at(3, move |events| edit(&mut events[2])).await;
    }
    breaks_at(3, |events| {
        let mut seal = *events[2].seal.as_bytes();
        seal[35] ^= 1;
        events[2].seal = EventSeal::new(seal);
    })
    .await;
}

#[tokio::test]
async fn t156_an_event_cut_out_of_the_middle_is_missed() {
    let why = breaks_at(4, |events| drop(events.remove(2))).await;
    assert_eq!(why, "event 3 is missing");
    // The rest moved up to close the gap.
    breaks_at(3, |events| {
        events.remove(2);
        events.iter_mut().zip(1..).for_each(|(event, sequence)| event.sequence = sequence);
    })
    .await;
    breaks_at(2, |events| drop(events.remove(0))).await;
}

#[tokio::test]
async fn t156_an_event_put_in_is_found() {
    breaks_at(4, |events| {
        let mut more = events[3].clone();
        more.body.kind = EventKind::EmailVerified;
        events.insert(3, more);
        events.iter_mut().zip(1..).for_each(|(event, sequence)| event.sequence = sequence);
    })
    .await;
}

#[tokio::test]
async fn t156_two_events_that_changed_places_are_found() {
    breaks_at(3, |events| {
        events.swap(2, 3);
        events.iter_mut().zip(1..).for_each(|(event, sequence)| event.sequence = sequence);
    })
    .await;
}

#[tokio::test]
async fn t156_an_event_that_stands_there_twice_is_found() {
    let why = breaks_at(3, |events| {
        let again = events[2].clone();
        events.insert(3, again);
    })
    .await;
    assert_eq!(why, "the event stands there more than once");
}

#[tokio::test]
async fn t156_a_chain_sealed_anew_without_the_key_is_found() {
    let why = breaks_at(1, |events| {
        events.remove(4);
        events.iter_mut().zip(1..).for_each(|(event, sequence)| event.sequence = sequence);
        reseal(events, &keyring(666));
    })
    .await;
    assert!(why.contains("which the keyring lacks"), "{why}");
    // The forger writes the true key's id before seals of their own making.
    breaks_at(1, |events| {
        let id = events[0].seal.as_bytes()[..4].to_vec();
        reseal(events, &keyring(666));
        for event in events {
            let mut seal = *event.seal.as_bytes();
            seal[..4].copy_from_slice(&id);
            event.seal = EventSeal::new(seal);
        }
    })
    .await;
}

#[tokio::test]
async fn t156_the_whole_chain_of_another_subject_is_found() {
    let world = World::new().await;
    let (one, other) = (world.invite(None, None).await, world.invite(None, None).await);
    let link = Subject::Invitation(one.invitation.id);
    let genuine = world.events(Subject::Invitation(other.invitation.id)).await;
    world.store.forge(move |events| {
        if events.first().is_some_and(|event| event.body.subject == link) { genuine.clone() } else { events }
    });

    let report = event::verify(&world.ls, &world.caller).await.unwrap();

    let [broken] = report.broken.as_slice() else { panic!("{report:?}") };
    assert_eq!((broken.subject, broken.why.as_str()), (link, "the event belongs to another chain"));
}

/// Finding this takes a statement about the chain's length that is kept outside the database. `verify` says so.
#[tokio::test]
async fn t156_a_tail_cut_off_is_not_found_by_the_chain_alone() {
    let (_, report) = verify_after(|events| events.truncate(4)).await;
    assert_eq!(report.broken, []);
    assert_eq!(report.events, 2 + 3 + 4 + 1);
}
