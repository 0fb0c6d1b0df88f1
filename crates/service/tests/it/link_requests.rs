//! Asking for a new link where an old one has ended.

use std::time::Duration;

use latchstring_domain::email::EmailAddress;
use latchstring_domain::event::{DataValue, EventKind, Subject};
use latchstring_domain::notice::Notice;
use latchstring_service::Latchstring;
use latchstring_service::event::{ListEvents, WantedEvents, list};
use latchstring_service::flow_session::{Presented, RequestLinkError, request_link};
use latchstring_service::invitation::{self, InvitationView};
use latchstring_service::mail::{self, DueMail, Ended, News, NoticeMailing};
use latchstring_service::outbox::{self, ClaimedEntry};
use latchstring_service::workspace::{self, WorkspaceChanges};
use secrecy::ExposeSecret as _;

use crate::harness::{World, origin};

const LEASE: Duration = Duration::from_secs(60);

/// Where the workspace's notices go, in a deployment that sends mail.
async fn notifying(world: &World, of: &[Notice]) -> Latchstring {
    let ls = world.ls.clone().with_mail();
    let wish = WorkspaceChanges {
        notify: Some(Some(EmailAddress::parse("Ops@acme.example").unwrap())),
        notify_of: Some(of.to_vec()),
        notify_locale: Some(Some("de".to_owned())),
        ..WorkspaceChanges::default()
    };
    workspace::update(&ls, &world.caller, wish).await.unwrap();
    ls
}

/// The notices that are due, each with its entry.
async fn notices(ls: &Latchstring) -> Vec<(ClaimedEntry, Option<NoticeMailing>)> {
    let mut notices = Vec::new();
    for entry in outbox::claim_mail(ls, LEASE, 50).await.unwrap() {
        match mail::due(ls, &entry).await.unwrap() {
            Some(DueMail::Notice(notice)) => notices.push((entry, Some(*notice))),
            None => notices.push((entry, None)),
            other => panic!("{other:?}"),
        }
    }
    notices
}

async fn ask(world: &World, view: &InvitationView) -> Result<(), RequestLinkError> {
    let token = view.token.as_ref().unwrap().expose_secret();
    request_link(&world.ls, Presented::Invitation(token), &origin(30)).await
}

#[tokio::test]
async fn an_ended_link_asks_for_a_new_one_and_the_inviter_learns_of_it() {
    let world = World::new().await;
    let expired = world.invite(None, Some(60)).await;
    let revoked = world.invite(None, None).await;
    let used = world.invite(Some(1), None).await;
    assert!(matches!(ask(&world, &expired).await.unwrap_err(), RequestLinkError::StillUsable));
    invitation::revoke(&world.ls, &world.caller, revoked.invitation.id).await.unwrap();
    let pass = world.ready(&used).await;
    world.submit(&pass).await.unwrap();
    world.clock.advance(Duration::from_secs(60));
    for view in [&expired, &revoked, &used] {
        ask(&world, view).await.unwrap();
        assert_eq!(*world.story(view.invitation.id).await.last().unwrap(), EventKind::LinkRequested);
    }
}

#[tokio::test]
async fn it_is_asked_for_three_times_a_day_at_most() {
    let world = World::new().await;
    let expired = world.invite(None, Some(60)).await;
    let other = world.invite(None, Some(60)).await;
    world.clock.advance(Duration::from_secs(60));
    for _ in 0..3 {
        ask(&world, &expired).await.unwrap();
    }
    assert!(matches!(ask(&world, &expired).await.unwrap_err(), RequestLinkError::AskedBefore));
    ask(&world, &other).await.unwrap();
    world.clock.advance(Duration::from_secs(24 * 3600));
    ask(&world, &expired).await.unwrap();
}

#[tokio::test]
async fn a_link_of_nobody_asks_nobody() {
    let world = World::new().await;
    for token in ["", "lsi_x", "lsi_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
        let refused = request_link(&world.ls, Presented::Invitation(token), &origin(30)).await.unwrap_err();
        assert!(matches!(refused, RequestLinkError::Unknown));
    }
}

#[tokio::test]
async fn whoever_the_workspace_named_gets_a_notice_of_each_request() {
    let world = World::new().await;
    let expired = world.invite(None, Some(60)).await;
    world.clock.advance(Duration::from_secs(60));
    let token = expired.token.as_ref().unwrap().expose_secret();
    let presented = || Presented::Invitation(token);

    request_link(&world.ls, presented(), &origin(30)).await.unwrap();
    let ls = notifying(&world, &[Notice::LinkRequested]).await;
    assert!(notices(&ls).await.is_empty(), "nobody had been named when it was asked for");
    request_link(&ls, presented(), &origin(30)).await.unwrap();
    let [(entry, Some(notice))] = <[_; 1]>::try_from(notices(&ls).await).unwrap() else {
        panic!("no notice")
    };
    assert_eq!((notice.to.as_str(), notice.locale.as_deref()), ("Ops@acme.example", Some("de")));
    let News::LinkRequested { link, ended, .. } = notice.news else { panic!("{:?}", notice.news) };
    assert_eq!((link, ended), (expired.invitation.id.to_string(), Ended::Expired));
    mail::sent(&ls, &entry).await.unwrap();
    world.clock.advance(LEASE);
    assert!(notices(&ls).await.is_empty(), "once");
}

#[tokio::test]
async fn a_notice_that_nobody_wants_any_more_is_not_sent() {
    let world = World::new().await;
    let expired = world.invite(None, Some(60)).await;
    world.clock.advance(Duration::from_secs(60));
    let token = expired.token.as_ref().unwrap().expose_secret();
    let ls = notifying(&world, &[Notice::LinkRequested]).await;
    request_link(&ls, Presented::Invitation(token), &origin(30)).await.unwrap();
    let wish = WorkspaceChanges { notify_of: Some(Vec::new()), ..WorkspaceChanges::default() };
    workspace::update(&ls, &world.caller, wish).await.unwrap();
    assert!(matches!(notices(&ls).await.as_slice(), [(_, None)]));
}

#[tokio::test]
async fn a_connection_made_is_told_where_that_is_wanted_and_a_notice_that_fails_is_in_the_workspaces_log() {
    let world = World::new().await;
    let ls = notifying(&world, &[Notice::ConnectionCreated]).await;
    let world = World { ls: ls.clone(), ..world };
    let pass = world.ready(&world.invite(None, None).await).await;
    world.submit(&pass).await.unwrap();
    let connection = world.connections().await.remove(0).id;
    let [(entry, Some(notice))] = <[_; 1]>::try_from(notices(&ls).await).unwrap() else {
        panic!("no notice")
    };
    let News::Connected { connection: told, .. } = notice.news else { panic!("{:?}", notice.news) };
    assert_eq!(told, connection);

    mail::failed_for_good(&ls, &entry, "recipient-refused").await.unwrap();
    let subject = Some(Subject::Workspace(world.caller.workspace_id()));
    let wanted = WantedEvents { subject, kind: Some(EventKind::EmailFailed), ..Default::default() };
    let wish = ListEvents { wanted, last: None, limit: 5 };
    let failed = list(&ls, &world.caller, wish).await.unwrap().items;
    let told = failed[0].body.data.values();
    assert_eq!(told["mail"], DataValue::Text("notice".to_owned()));
    assert_eq!(told["reason"], DataValue::Text("recipient-refused".to_owned()));
}
