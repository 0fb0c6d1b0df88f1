//! Addresses that are mailed no more: by whom, how long, and what they still get.

use std::time::Duration;

use latchstring_domain::api_key::Scope;
use latchstring_domain::event::{DataValue, EventKind, Subject};
use latchstring_domain::invitation::MailState;
use latchstring_domain::reminder::Days;
use latchstring_domain::suppression::SuppressionReason;
use latchstring_service::mail::{self, Comeback};
use latchstring_service::suppression::{self, ListSuppressions, SuppressionList};
use latchstring_service::workspace::{self, WorkspaceChanges};
use latchstring_service::{Caller, Latchstring, invitation, outbox};
use secrecy::ExposeSecret as _;

use crate::harness::{World, origin};
use crate::mailed_links::{BOSS, DANA, address, due, mailed, make, sent, terms};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn all() -> ListSuppressions {
    ListSuppressions { address: None, after: None, per_page: 10 }
}

async fn list(ls: &Latchstring, caller: &Caller, wish: ListSuppressions) -> SuppressionList {
    suppression::list(ls, caller, wish).await.unwrap()
}

/// Does all work that is due but the mails.
async fn work(ls: &Latchstring) {
    for entry in outbox::claim(ls, DAY, 100).await.unwrap() {
        outbox::perform(ls, &entry).await.unwrap();
    }
}

/// What the workspace's log tells of suppressions: the kind, and the reason.
async fn told(world: &World) -> Vec<(EventKind, String)> {
    let events = world.events(Subject::Workspace(world.workspace.id)).await;
    let ours = [EventKind::AddressSuppressed, EventKind::SuppressionLifted];
    let told = events.into_iter().filter(|event| ours.contains(&event.body.kind)).map(|event| {
        let data = event.body.data.values();
        assert_eq!(data["address"], DataValue::Text(address(DANA).masked()));
        let DataValue::Text(reason) = &data["reason"] else { panic!("{data:?}") };
        (event.body.kind, reason.clone())
    });
    told.collect()
}

#[tokio::test]
async fn t183_an_address_that_a_mail_came_back_from_is_mailed_no_more_until_that_is_lifted() {
    for (comeback, reason) in [
        (Comeback::Bounced, SuppressionReason::Bounced),
        (Comeback::Complained, SuppressionReason::Complained),
    ] {
        let (world, ls, _) = mailed(&[DANA]).await;
        let first = sent(&ls).await;
        mail::came_back(&ls, &format!("<{}@example.com>", first.id), comeback).await.unwrap();
        let found = list(&ls, &world.caller, all()).await.items;
        assert_eq!((found[0].address.as_str(), found[0].reason), (DANA, reason));

        // Spelled otherwise it is the same address; another one goes on being mailed.
        let view = make(&world, &ls, terms(&["dana@EXAMPLE.org", BOSS])).await.unwrap();
        let mut mails = due(&ls).await;
        assert_eq!(mails.len(), 2);
        mails.sort_by_key(|(_, mail)| mail.is_some());
        let (entry, nothing) = &mails[0];
        assert!(nothing.is_none());
        assert_eq!(mails[1].1.as_ref().unwrap().to.as_str(), BOSS);
        mail::unwanted(&ls, entry).await.unwrap();
        let detail = invitation::get(&ls, &world.caller, view.invitation.id).await.unwrap();
        let failed = detail.view.mails.iter().find(|mail| mail.to == address(DANA)).unwrap();
        assert!(matches!(&failed.state, MailState::Failed { why, .. } if why == "suppressed"), "{failed:?}");
        assert_eq!(detail.events.last().unwrap().body.kind, EventKind::EmailFailed);

        let lifted = suppression::lift(&ls, &world.caller, &address(DANA)).await.unwrap();
        assert_eq!(lifted.unwrap().reason, reason);
        assert_eq!(suppression::lift(&ls, &world.caller, &address(DANA)).await.unwrap(), None);
        assert_eq!(list(&ls, &world.caller, all()).await.items, []);
        make(&world, &ls, terms(&[DANA])).await.unwrap();
        assert!(due(&ls).await.into_iter().any(|(_, mail)| mail.is_some()));
        let reason = reason.as_str().to_owned();
        let both = [EventKind::AddressSuppressed, EventKind::SuppressionLifted];
        assert_eq!(told(&world).await, both.map(|kind| (kind, reason.clone())));
    }
}

/// A reminder has a link by which its reader asks for no more; the first mail has none. Looking changes nothing; asking twice
/// is asking once.
#[tokio::test]
async fn whoever_asks_for_no_more_gets_no_more() {
    let (world, ls, view) = mailed(&[DANA]).await;
    let wish = WorkspaceChanges {
        remind_after: Some(Some(Days::new(1).unwrap())),
        remind_before_expiry: Some(Some(Days::new(1).unwrap())),
        ..WorkspaceChanges::default()
    };
    workspace::update(&ls, &world.caller, wish).await.unwrap();
    assert!(sent(&ls).await.unsubscribe.is_none());
    world.clock.advance(DAY);
    work(&ls).await;
    let reminder = sent(&ls).await;
    let link = reminder.unsubscribe.unwrap();
    let (_, text) = link.expose_secret().split_once("/p/u/").unwrap();
    assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)), "{text}");

    let before = world.snapshot().await;
    let asked = suppression::unsubscribing(&ls, text).await.unwrap().unwrap();
    assert_eq!((asked.address.as_str(), asked.is_done), (DANA, false));
    for nothing in ["", "nothing", &text[1..]] {
        assert!(suppression::unsubscribing(&ls, nothing).await.unwrap().is_none());
        assert!(suppression::unsubscribe(&ls, nothing, origin(7)).await.unwrap().is_none());
    }
    assert_eq!(world.snapshot().await, before, "P1: looking changes nothing");
    for _ in 0..2 {
        assert!(suppression::unsubscribe(&ls, text, origin(7)).await.unwrap().unwrap().is_done);
    }
    assert_eq!(told(&world).await, [(EventKind::AddressSuppressed, "UNSUBSCRIBED".to_owned())]);
    let found = list(&ls, &world.caller, ListSuppressions { address: Some(address(DANA)), ..all() }).await;
    assert_eq!(found.items[0].reason, SuppressionReason::Unsubscribed);

    // Neither the reminder that would come next, nor a mail that is asked for by hand.
    world.clock.advance(5 * DAY);
    work(&ls).await;
    assert!(due(&ls).await.is_empty());
    invitation::resend(&ls, &world.caller, view.invitation.id, &Default::default()).await.unwrap();
    assert!(due(&ls).await.iter().all(|(_, mail)| mail.is_none()));
}

/// One workspace's list is no other's, and reading and lifting it are rights of their own.
#[tokio::test]
async fn a_list_is_its_workspaces_own() {
    let (world, ls, _) = mailed(&[DANA]).await;
    let first = sent(&ls).await;
    mail::came_back(&ls, &format!("<{}@example.com>", first.id), Comeback::Bounced).await.unwrap();
    let stranger = crate::rights::other_workspace(&world).await;
    assert_eq!(list(&ls, &stranger, all()).await.items, []);
    assert_eq!(suppression::lift(&ls, &stranger, &address(DANA)).await.unwrap(), None);
    let reader = crate::rights::caller_with(&world, [Scope::InvitationsRead]).await;
    assert_eq!(list(&ls, &reader, all()).await.items.len(), 1);
    let refused = suppression::lift(&ls, &reader, &address(DANA)).await.unwrap_err();
    crate::rights::missing(refused, Scope::InvitationsWrite);
    let writer = crate::rights::caller_with(&world, [Scope::InvitationsWrite]).await;
    let refused = suppression::list(&ls, &writer, all()).await.unwrap_err();
    crate::rights::missing(refused, Scope::InvitationsRead);
    assert_eq!(outbox::counts(&ls).await.unwrap().parked, 0);
}
