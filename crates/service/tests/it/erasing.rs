//! Erasing a recipient: nothing of them is left, and the log still verifies.

use latchstring_domain::erasure::{ERASED, ERASED_ADDRESS};
use latchstring_domain::event::{DataValue, EventKind, Subject};
use latchstring_domain::id::MessageId;
use latchstring_domain::invitation::InvitationStatus;
use latchstring_domain::webhook::{EventType, Message};
use latchstring_service::event::{self, checkpoint};
use latchstring_service::flow_session::{self, Presented};
use latchstring_service::recipient::{self, EraseError, Erased};
use latchstring_service::{Caller, Latchstring};
use latchstring_storage::{Change, InvitationMails as _, Invitations as _, Webhooks as _};
use secrecy::ExposeSecret as _;

use crate::harness::{Fault, World, origin};
use crate::mailed_links::{BOSS, DANA, address, mailed, secrets, sent};

async fn erase(world: &World, who: &str) -> Erased {
    recipient::erase(&world.ls, &world.caller, address(who)).await.unwrap()
}

/// A world in which Dana was mailed a link, proved her address by it, and has connected an account.
async fn with_dana(rules: &[&str]) -> (World, Latchstring, Subject) {
    let (world, ls, view) = mailed(rules).await;
    let link = Subject::Invitation(view.invitation.id);
    for _ in rules {
        let due = crate::mailed_links::due(&ls).await;
        for (entry, mail) in due {
            let mail = mail.unwrap();
            assert_eq!(
                latchstring_service::mail::sent(&ls, &entry).await.unwrap(),
                latchstring_service::outbox::Performed::Done
            );
            if mail.to != address(DANA) {
                continue;
            }
            let (token, proof) = secrets(&mail);
            let presented = Presented::Mailed { token: &token, proof: &proof };
            let pass = flow_session::open(&ls, presented, &origin(10)).await.unwrap().pass;
            world.walk_on(&pass, crate::harness::USERNAME).await;
            world.submit(&pass).await.unwrap();
        }
    }
    (world, ls, link)
}

/// Everything that the store has of the workspace, as text.
async fn everything(world: &World, link: Subject) -> String {
    let snapshot = world.snapshot().await;
    let invitation = latchstring_domain::id::InvitationId::from_uuid(link.uuid());
    let mails = world.store.mails_of(&[invitation]).await.unwrap();
    format!("{:?} {:?} {:?}", snapshot.invitations, snapshot.connections, (snapshot.events, mails))
}

fn is_dana(text: &str) -> bool {
    let text = text.to_lowercase();
    text.contains("dana") || text.contains(&address(DANA).masked().to_lowercase())
}

#[tokio::test]
async fn t162_nothing_of_a_recipient_is_left_and_the_chains_still_verify() {
    let (world, _, link) = with_dana(&[DANA]).await;
    assert!(is_dana(&everything(&world, link).await));
    let before = world.events(link).await;
    assert!(before.iter().any(|event| event.body.origin.ip.is_some() && event.body.actor.email.is_some()));
    checkpoint::take(&world.ls, world.workspace.id, std::time::Duration::ZERO).await.unwrap();

    let erased = erase(&world, "dana@EXAMPLE.org").await;

    assert_eq!((erased.invitations, erased.mails, erased.connections), (1, 1, 1), "{erased:?}");
    assert!(erased.events >= 4, "{erased:?}");
    let left = everything(&world, link).await;
    assert!(!is_dana(&left), "{left}");
    let after = world.events(link).await;
    for (event, was) in after.iter().zip(&before) {
        assert_eq!((event.seal, event.body.kind, event.body.id), (was.seal, was.body.kind, was.body.id));
        assert!(event.body.actor.email.is_none());
        if event.body.actor.kind == latchstring_domain::actor::ActorKind::Recipient {
            assert_eq!((event.body.origin.ip, &event.body.origin.user_agent), (None, &None));
        }
    }
    let report = event::verify(&world.ls, &world.caller).await.unwrap();
    assert_eq!(report.broken, []);
    let report = checkpoint::verify(&world.ls, &world.caller, &[]).await.unwrap();
    assert_eq!((report.checkpoints, report.broken), (1, vec![]), "what was signed before still stands");

    // T172: what they signed in with is gone with its key.
    let [connection] = <[_; 1]>::try_from(world.connections().await).unwrap();
    assert!(
        connection.credentials.fields.is_empty() && connection.credentials.data_key.as_bytes().is_empty()
    );
    assert!(!connection.is_active);
}

#[tokio::test]
async fn t162_it_is_told_once_and_done_again_finds_nothing() {
    let (world, _, _) = with_dana(&[DANA]).await;
    let first = erase(&world, DANA).await;
    let again = erase(&world, DANA).await;
    assert_eq!(again, Erased::default());
    let log = world.events(Subject::Workspace(world.workspace.id)).await;
    let told: Vec<_> = log.iter().filter(|event| event.body.kind == EventKind::RecipientErased).collect();
    let [told] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!(told.body.data.values()["events"], DataValue::Integer(i64::from(first.events)));
    assert!(!is_dana(&format!("{told:?}")));
}

#[tokio::test]
async fn t162_a_link_for_somebody_else_too_stays_theirs() {
    let (world, _, link) = with_dana(&[DANA, BOSS]).await;
    erase(&world, DANA).await;
    let invitation = latchstring_domain::id::InvitationId::from_uuid(link.uuid());
    let invitation = world.store.invitation(invitation).await.unwrap().unwrap();
    assert_eq!(invitation.status(world.now()), InvitationStatus::Active);
    assert_eq!(invitation.named_addresses().collect::<Vec<_>>(), [&address(BOSS)]);
    let mails = world.store.mails_of(&[invitation.id]).await.unwrap();
    let to: Vec<_> = mails.iter().map(|mail| mail.to.as_str()).collect();
    assert!(to.contains(&BOSS) && to.contains(&ERASED_ADDRESS) && to.len() == 2, "{to:?}");
    let text = everything(&world, link).await;
    assert!(!is_dana(&text), "{text}");
}

#[tokio::test]
async fn t162_a_link_for_them_alone_opens_for_nobody_afterwards() {
    let (world, ls, view) = mailed(&[DANA]).await;
    let mail = sent(&ls).await;
    erase(&world, DANA).await;
    let invitation = world.store.invitation(view.invitation.id).await.unwrap().unwrap();
    assert_eq!(invitation.status(world.now()), InvitationStatus::Revoked);
    assert!(invitation.allowed.is_gated(), "an empty list would be one for anybody");
    let (token, proof) = secrets(&mail);
    let presented = Presented::Mailed { token: &token, proof: &proof };
    assert!(flow_session::open(&ls, presented, &origin(10)).await.is_err());
    let plain = view.token.as_ref().unwrap().expose_secret();
    assert!(flow_session::open(&ls, Presented::Invitation(plain), &origin(10)).await.is_err());
    let story = world.events(Subject::Invitation(view.invitation.id)).await;
    assert_eq!(story.last().unwrap().body.kind, EventKind::Revoked);
    let queued = &story.iter().find(|event| event.body.kind == EventKind::EmailQueued).unwrap().body.data;
    assert_eq!(queued.values()["address"], DataValue::Text(ERASED.to_owned()));
}

#[tokio::test]
async fn t162_an_erased_event_that_is_changed_afterwards_is_found() {
    let (world, _, link) = with_dana(&[DANA]).await;
    erase(&world, DANA).await;
    let at = world.events(link).await.iter().find(|event| event.erased.is_some()).unwrap().sequence;
    world.store.forge(move |mut events| {
        for event in events.iter_mut().filter(|event| event.body.subject == link && event.sequence == at) {
            event.body.kind = EventKind::Viewed;
        }
        events
    });
    let report = event::verify(&world.ls, &world.caller).await.unwrap();
    let [broken] = report.broken.as_slice() else { panic!("{report:?}") };
    assert_eq!((broken.subject, broken.sequence), (link, at));
}

#[tokio::test]
async fn t162_an_erasure_does_not_vouch_for_what_was_tampered_with() {
    let (world, _, link) = with_dana(&[DANA]).await;
    world.store.forge(move |mut events| {
        for event in events.iter_mut().filter(|event| event.body.subject == link && event.sequence == 2) {
            event.body.automated = !event.body.automated;
        }
        events
    });
    let refused = recipient::erase(&world.ls, &world.caller, address(DANA)).await.unwrap_err();
    assert!(matches!(refused, EraseError::Broken(broken) if broken.sequence == 2));
}

#[tokio::test]
async fn t042_nobody_is_erased_from_another_workspace() {
    let (world, _, link) = with_dana(&[DANA]).await;
    let other = crate::harness::new_workspace(&world.ls, "Other").await;
    let stranger = Caller::operator(other.id, "mallory", origin(2));
    let erased = recipient::erase(&world.ls, &stranger, address(DANA)).await.unwrap();
    assert_eq!(erased, Erased::default());
    assert!(is_dana(&everything(&world, link).await));
}

#[tokio::test]
async fn t162_webhooks_that_are_kept_do_not_name_them() {
    let (world, _, link) = with_dana(&[DANA]).await;
    let told = world.events(link).await.remove(0).body;
    let mut rng = latchstring_service::ports::Randomness::rng(&*world.randomness);
    let message = Message {
        id: MessageId::generate(world.now(), &mut *rng),
        workspace_id: world.workspace.id,
        event_id: Some(told.id),
        event_type: EventType::InvitationCreated,
        occurred_at: told.occurred_at,
        body: format!(r#"{{"id":"1","emails":["{DANA}","{BOSS}"]}}"#),
        created_at: world.now(),
    };
    world.write(Change::CreateMessage(message.clone())).await;
    assert_eq!(erase(&world, DANA).await.webhooks, 1);
    let left = world.store.message(message.id).await.unwrap().unwrap().body;
    assert_eq!(left, format!(r#"{{"id":"1","emails":["{ERASED_ADDRESS}","{BOSS}"]}}"#));
}

#[tokio::test]
async fn t162_an_erasure_that_was_interrupted_is_gone_on_with() {
    let (world, _, link) = with_dana(&[DANA]).await;
    for commits in 0..20 {
        world.store.fail_after(commits, Fault::Unavailable);
        let ended = recipient::erase(&world.ls, &world.caller, address(DANA)).await;
        if !world.store.forget_fault() {
            assert!(ended.is_err(), "{ended:?}");
            continue;
        }
        ended.unwrap();
        let left = everything(&world, link).await;
        assert!(!is_dana(&left), "{left}");
        assert_eq!(event::verify(&world.ls, &world.caller).await.unwrap().broken, []);
        return;
    }
    panic!("it never came to its end");
}
