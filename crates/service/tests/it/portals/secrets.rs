//! That what an inviter fills in is kept as what a recipient types is.

use latchstring_domain::api_key::Scope;
use latchstring_domain::event::Subject;
use latchstring_domain::invitation::Invitation;
use latchstring_domain::portal::{Portal, PortalOptions};
use latchstring_domain::sealed::SealedCredentials;
use latchstring_service::Failure;
use latchstring_service::flow_session::{self, FlowError};
use latchstring_service::invitation;
use latchstring_service::portal::{CreatePortalLink, PortalLink, PortalWish};
use latchstring_storage::{Change, Invitations as _};
use secrecy::ExposeSecret as _;

use crate::harness::{PASSWORD, USERNAME, World, answers, credentials, origin};
use crate::rights::caller_with;
use crate::secrecy::holds;

const TOKEN: &str = "preset-s3cret-token";

fn wish(world: &World) -> CreatePortalLink {
    let connect_values = answers(&[("username", USERNAME), ("password", PASSWORD), ("token", TOKEN)]);
    CreatePortalLink { connect_values, ..world.portal_wish(PortalWish::All) }
}

fn sealed(link: &PortalLink) -> SealedCredentials {
    link.invitation.portal.clone().unwrap().options.connect_values.unwrap()
}

/// The row of a link with other values in it.
fn holding(link: &Invitation, values: SealedCredentials) -> Invitation {
    let portal = link.portal.clone().unwrap();
    let options = PortalOptions { connect_values: Some(values), ..portal.options };
    Invitation { portal: Some(Portal { options, ..portal }), version: link.version.next(), ..link.clone() }
}

#[tokio::test]
async fn t165_nothing_that_is_committed_holds_what_the_inviter_filled_in() {
    let world = World::new().await;
    let flow = world.flow("bills", &["sandbox"]).await;
    world.store.take_committed();
    let link = world.portal(wish(&world)).await;
    let pass = world.open_portal(&link).await;
    world.choose_offered(&pass, flow.id, world.provider.id).await;
    let named = answers(&[("username", USERNAME)]);
    flow_session::sign_in(&world.ls, &pass, named, &origin(1)).await.unwrap();
    let made = world.submit(&pass).await.unwrap();

    let values = sealed(&link);
    let names: Vec<_> = values.fields.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["username", "password", "token"]);
    let bytes = values.fields.iter().map(|(_, sealed)| sealed).chain([&values.data_key]);
    for bytes in bytes {
        for secret in [USERNAME, PASSWORD, TOKEN] {
            assert!(!holds(bytes.as_bytes(), secret), "{secret} is in what was sealed");
        }
    }
    let stored = world.store.invitation(link.invitation.id).await.unwrap().unwrap();
    let written = format!("{:?} {stored:?}", world.store.take_committed());
    let token = link.url.expose_secret().split_once("token=").unwrap().1;
    for secret in [USERNAME, PASSWORD, TOKEN, token, pass.expose_token()] {
        assert!(!written.contains(secret), "{secret} is in a change");
    }
    let subjects = [
        Subject::Invitation(link.invitation.id),
        Subject::Connection(made.connection_id),
        Subject::Company(link.invitation.company_id),
        Subject::Workspace(world.workspace.id),
    ];
    for subject in subjects {
        let events = format!("{:?}", world.events(subject).await);
        for secret in [USERNAME, PASSWORD, TOKEN, token] {
            assert!(!events.contains(secret), "{secret} is in {events}");
        }
    }
}

#[tokio::test]
async fn t165_the_same_values_are_never_sealed_the_same() {
    let world = World::new().await;
    let (one, two) = (world.portal(wish(&world)).await, world.portal(wish(&world)).await);
    let (one, two) = (sealed(&one), sealed(&two));
    assert_ne!(one.data_key, two.data_key);
    assert!(one.fields.iter().zip(&two.fields).all(|(a, b)| a.0 == b.0 && a.1 != b.1));
}

#[tokio::test]
async fn t166_values_moved_to_another_link_do_not_open() {
    let world = World::new().await;
    let flow = world.flow("bills", &["sandbox"]).await;
    let (one, two) = (world.portal(wish(&world)).await, world.portal(wish(&world)).await);
    let pass = world.open_portal(&two).await;
    world.choose_offered(&pass, flow.id, world.provider.id).await;
    assert!(flow_session::view(&world.ls, &pass).await.is_ok());
    world.write(Change::UpdateInvitation(holding(&two.invitation, sealed(&one)))).await;

    let viewed = flow_session::view(&world.ls, &pass).await;
    assert!(matches!(viewed, Err(FlowError::Failed(Failure::Unsealable(..)))), "{viewed:?}");
    let named = answers(&[("username", USERNAME)]);
    let signed_in = flow_session::sign_in(&world.ls, &pass, named, &origin(1)).await;
    assert!(signed_in.is_err(), "{signed_in:?}");
}

#[tokio::test]
async fn values_sealed_under_a_key_that_was_replaced_still_open() {
    let world = World::new().await;
    let flow = world.flow("bills", &["sandbox"]).await;
    let pass = world.open_portal(&world.portal(wish(&world)).await).await;
    world.choose_offered(&pass, flow.id, world.provider.id).await;
    let ls = world.restarted_with(world.rotated());
    let view = flow_session::view(&ls, &pass).await.unwrap();
    assert_eq!(view.connect_values.get("token").unwrap().expose_secret(), TOKEN);
}

#[tokio::test]
async fn a_link_without_values_has_nothing_sealed() {
    let world = World::new().await;
    let link = world.portal(world.portal_wish(PortalWish::All)).await;
    assert_eq!(link.invitation.portal.unwrap().options.connect_values, None);
    // Nor can anybody bring values that are sealed already.
    let options =
        PortalOptions { connect_values: Some(SealedCredentials::none()), ..PortalOptions::default() };
    let link = world.portal_with(options).await;
    assert_eq!(link.invitation.portal.unwrap().options.connect_values, None);
}

#[tokio::test]
async fn t006_no_wish_view_or_listing_shows_a_secret() {
    let world = World::new().await;
    let flow = world.flow("bills", &["sandbox"]).await;
    let wish = wish(&world);
    let link = world.portal(wish.clone()).await;
    let pass = world.open_portal(&link).await;
    world.choose_offered(&pass, flow.id, world.provider.id).await;
    let view = flow_session::view(&world.ls, &pass).await.unwrap();
    let refused = flow_session::sign_in(&world.ls, &pass, credentials("", ""), &origin(1)).await.unwrap_err();
    let detail = invitation::get(&world.ls, &world.caller, link.invitation.id).await.unwrap();
    let inviter = flow_session::inviter(&world.ls, &pass).await.unwrap();
    let shown = [
        format!("{wish:?}"),
        format!("{link:?}"),
        format!("{view:?}"),
        format!("{refused:?} {refused}"),
        format!("{detail:?}"),
        format!("{inviter:?}"),
    ];
    let token = link.url.expose_secret().split_once("token=").unwrap().1;
    for text in &shown {
        for secret in [USERNAME, PASSWORD, TOKEN, token, pass.expose_token()] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
}

#[tokio::test]
async fn t042_who_may_not_see_links_sees_no_portal_link_either() {
    let world = World::new().await;
    let link = world.portal(wish(&world)).await;
    let reader = caller_with(&world, [Scope::InvitationsRead]).await;
    let seen = invitation::get(&world.ls, &reader, link.invitation.id).await.unwrap().view;
    assert!(seen.token.is_none() && seen.url.is_none());
}
