//! State, event and promised work commit together or not at all.

use latchstring_domain::api_key::Scope;
use latchstring_domain::text::ApiKeyName;
use latchstring_service::api_key::{self, CreateApiKey};
use latchstring_service::flow_session::{self, Presented};
use latchstring_service::invitation::{self, CreateReconnect};
use latchstring_storage::Change;
use secrecy::ExposeSecret as _;

use crate::harness::{Fault, World, new_company, origin, terms};

/// More places than any set has changes; those past the end fail after the last one.
const PLACES: usize = 14;

/// Lets the attempt fail at each of its changes and without an answer, and expects the world to be as before each time;
/// then lets it succeed. The names of the changes that it then made.
pub(crate) async fn fails_whole(world: &World, attempt: impl AsyncFn() -> bool) -> Vec<&'static str> {
    let before = world.snapshot().await;
    let faults = (0..PLACES).map(Fault::At).chain([Fault::Unavailable]);
    for fault in faults {
        world.store.fail_next(fault);
        assert!(!attempt().await, "{fault:?} passed for a success");
        assert!(!world.store.forget_fault(), "nothing was committed, so nothing failed");
        assert_eq!(world.snapshot().await, before, "{fault:?} left something behind");
    }
    world.store.take_committed();
    assert!(attempt().await, "a failed attempt stands in the way of the next");
    let committed = world.store.take_committed();
    let [set] = committed.as_slice() else { panic!("more than one commit: {committed:?}") };
    assert!(set.changes().len() < PLACES);
    set.changes().iter().map(Change::name).collect()
}

#[tokio::test]
async fn t133_t155_a_submission_is_whole_or_nothing() {
    let world = World::new().await;
    let invitation = world.invite(Some(1), None).await;
    let pass = world.ready(&invitation).await;

    let made = fails_whole(&world, async || world.submit(&pass).await.is_ok()).await;

    let events = ["AppendEvent"; 4];
    let expected: Vec<_> = ["SpendInvitation", "UpdateFlowSession"]
        .into_iter()
        .chain(events)
        .chain(["Enqueue", "CreateConnection"])
        .chain(["Announce"; 3])
        .collect();
    assert_eq!(made, expected);
}

#[tokio::test]
async fn t133_t155_a_repair_is_whole_or_nothing() {
    let world = World::new().await;
    let made = world.connected().await;
    let invitation = world.invite_to_repair(made.connection_id).await;
    let pass = world.open(&invitation).await;
    world.sign_in(&pass, crate::harness::USERNAME, crate::harness::PASSWORD).await;

    let changes = fails_whole(&world, async || world.submit(&pass).await.is_ok()).await;

    assert!(changes.contains(&"SpendInvitation") && changes.contains(&"UpdateConnection"), "{changes:?}");
}

#[tokio::test]
async fn t133_t155_an_invitation_is_made_whole_or_not_at_all() {
    let world = World::new().await;
    let made = world.connected().await;
    let connection_id = made.connection_id;

    let contributor = fails_whole(&world, async || {
        let wish = world.wish(terms(Some(3), Some(60)));
        invitation::create_contributor(&world.ls, &world.caller, wish).await.is_ok()
    });
    assert_eq!(contributor.await, ["CreateInvitation", "AppendEvent", "Enqueue", "Announce"]);
    let reconnect = fails_whole(&world, async || {
        let wish = CreateReconnect { connection_id, terms: terms(Some(1), Some(60)) };
        invitation::create_reconnect(&world.ls, &world.caller, wish).await.is_ok()
    });
    assert_eq!(reconnect.await, ["CreateInvitation", "AppendEvent", "Enqueue", "Announce"]);
}

#[tokio::test]
async fn t133_t155_a_revocation_is_whole_or_nothing() {
    let world = World::new().await;
    let id = world.invite(None, None).await.invitation.id;

    let changes =
        fails_whole(&world, async || invitation::revoke(&world.ls, &world.caller, id).await.is_ok());

    assert_eq!(changes.await, ["UpdateInvitation", "AppendEvent", "Announce"]);
}

#[tokio::test]
async fn t133_t155_opening_a_link_and_signing_in_are_whole_or_nothing() {
    let world = World::new().await;
    let invitation = world.invite(None, None).await;
    let token = invitation.token.as_ref().unwrap().expose_secret();
    let opened = fails_whole(&world, async || {
        flow_session::open(&world.ls, Presented::Invitation(token), &origin(1)).await.is_ok()
    });
    assert_eq!(opened.await, ["CreateFlowSession", "AppendEvent", "Enqueue"]);

    let pass = world.open(&invitation).await;
    world.choose_sandbox(&pass).await;
    let answers = crate::harness::credentials(crate::harness::USERNAME, crate::harness::PASSWORD);
    let signed_in = fails_whole(&world, async || {
        flow_session::sign_in(&world.ls, &pass, answers.clone(), &origin(1)).await.is_ok()
    });
    assert_eq!(signed_in.await, ["UpdateFlowSession", "AppendEvent"]);
}

#[tokio::test]
async fn t155_what_cannot_be_written_down_is_not_done() {
    let world = World::new().await;
    let wish = || CreateApiKey {
        name: ApiKeyName::parse("ci").unwrap(),
        scopes: [Scope::EventsRead].into(),
        expires_at: None,
    };
    let keys = async || api_key::list(&world.ls, &world.caller).await.unwrap().len();

    // The place after the key, which is the event's.
    world.store.fail_next(Fault::At(1));
    api_key::create(&world.ls, &world.caller, wish()).await.unwrap_err();

    assert_eq!(keys().await, 0);
    api_key::create(&world.ls, &world.caller, wish()).await.unwrap();
    assert_eq!(keys().await, 1);
}

#[tokio::test]
async fn t155_a_denial_that_cannot_be_written_down_fails_and_tells_nothing_else() {
    let world = World::new().await;
    let stranger = crate::rights::other_workspace(&world).await;
    let theirs = new_company(&world.ls, &stranger, "Fremde GmbH").await;
    world.store.fail_next(Fault::Unavailable);

    let error = latchstring_service::company::get(&world.ls, &world.caller, theirs.id).await.unwrap_err();

    assert!(matches!(error, latchstring_service::Failure::Storage(_)), "{error:?}");
    assert!(world.denials().await.is_empty());
}
