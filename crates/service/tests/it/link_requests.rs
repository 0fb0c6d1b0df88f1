//! Asking for a new link where an old one has ended.

use std::time::Duration;

use latchstring_domain::event::EventKind;
use latchstring_service::flow_session::{Presented, RequestLinkError, request_link};
use latchstring_service::invitation::{self, InvitationView};
use secrecy::ExposeSecret as _;

use crate::harness::{World, origin};

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
