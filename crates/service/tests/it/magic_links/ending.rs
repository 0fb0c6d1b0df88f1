//! The three kill switches, and where they reach.

use std::time::Duration;

use latchstring_domain::invitation::{NotUsable, RevokeError};
use latchstring_domain::magic_link::MagicLinkStatus;
use latchstring_service::Latchstring;
use latchstring_service::flow_session::{self, FlowError, FlowPass, LandingError, SubmitError};
use latchstring_service::magic_link::{self, CutOffError, LinkKind, RevokeMagicLinkError};

use super::usable;
use crate::harness::{PASSWORD, USERNAME, World, magic, origin};

async fn submit(ls: &Latchstring, pass: &FlowPass) -> FlowError {
    match flow_session::submit(ls, pass, &origin(1)).await {
        Err(SubmitError::Flow(error)) => error,
        other => panic!("{other:?}"),
    }
}

async fn view(ls: &Latchstring, pass: &FlowPass) -> FlowError {
    flow_session::view(ls, pass).await.unwrap_err()
}

#[tokio::test]
async fn t035_a_revoked_link_is_dead_at_the_next_request_and_its_sessions_too() {
    let world = World::new().await;
    let connection = world.connected().await.connection_id;
    let (new, repair) = (world.mint().await, world.mint_to_repair(connection).await);
    let (ready, repairing) = (world.ready_magic(&new).await, world.open_magic(&repair).await);
    world.sign_in(&repairing, USERNAME, PASSWORD).await;
    let connected = world.connections().await;

    for (minted, pass) in [(&new, &ready), (&repair, &repairing)] {
        let revoked = magic_link::revoke(&world.ls, &world.caller, minted.link.id).await.unwrap();
        assert_eq!(revoked.status, MagicLinkStatus::Revoked);
        let dead = NotUsable::Revoked { at: world.now() };
        assert_eq!(usable(&world.ls, magic(minted)).await, Err(dead));
        assert!(matches!(submit(&world.ls, pass).await, FlowError::Link(why) if why == dead));
        assert!(matches!(view(&world.ls, pass).await, FlowError::Link(why) if why == dead));
        assert!(flow_session::open_again(&world.ls, pass, &origin(1)).await.is_err());
    }
    assert_eq!(world.connections().await, connected);
}

#[tokio::test]
async fn t035_a_cut_off_kills_all_older_links_of_one_company_those_without_a_row_among_them() {
    let world = World::new().await;
    let connection = world.connected().await.connection_id;
    let other = crate::harness::new_company(&world.ls, &world.caller, "Nachbar AG").await;
    let wish = magic_link::MintCompanyLink { company_id: other.id, ..world.mint_wish(Default::default()) };
    let spared = world.try_mint(wish).await.unwrap();
    let invitation = world.invite(None, None).await;
    let (new, repair) = (world.mint().await, world.mint_to_repair(connection).await);
    let rowless = world.seal(&world.message());
    let pass = world.ready_magic(&new).await;
    world.clock.advance(Duration::from_millis(1500));

    let cut = world.now();
    let company = magic_link::cut_off(&world.ls, &world.caller, world.company.id, cut).await.unwrap();

    assert_eq!(company.links_not_before, Some(cut));
    let dead = NotUsable::Revoked { at: cut };
    for presented in [magic(&new), magic(&repair), world.with_secret(LinkKind::Company, &rowless)] {
        assert_eq!(usable(&world.ls, presented).await, Err(dead));
    }
    assert!(matches!(submit(&world.ls, &pass).await, FlowError::Link(why) if why == dead));
    assert!(matches!(view(&world.ls, &pass).await, FlowError::Link(why) if why == dead));
    assert!(world.magic_links().await.iter().all(|view| view.status == MagicLinkStatus::Revoked));

    assert_eq!(usable(&world.ls, magic(&spared)).await, Ok(()), "another company's");
    world.open(&invitation).await;
    let fresh = world.mint().await;
    assert_eq!(usable(&world.ls, magic(&fresh)).await, Ok(()), "one minted in the same second, after it");
}

#[tokio::test]
async fn t035_a_cut_off_never_moves_back_and_never_ahead() {
    let world = World::new().await;
    let at = |seconds| world.now().saturating_add(Duration::from_secs(seconds));
    let cut = async |before| magic_link::cut_off(&world.ls, &world.caller, world.company.id, before).await;
    let now = world.now();
    assert!(matches!(cut(at(1)).await, Err(CutOffError::InTheFuture)));
    let company = cut(now).await.unwrap();
    world.store.take_committed();
    assert_eq!(cut(now).await.unwrap(), company, "again is as once");
    let earlier = now.saturating_sub(Duration::from_millis(1));
    assert!(matches!(cut(earlier).await, Err(CutOffError::Earlier)));
    assert!(world.store.take_committed().is_empty());
    world.clock.advance(Duration::from_secs(5));
    let company = cut(world.now()).await.unwrap();
    assert_eq!(company.links_not_before, Some(world.now()));
}

#[tokio::test]
async fn t035_a_disabled_key_kills_its_links_and_the_sessions_on_them() {
    let world = World::new().await;
    let connection = world.connected().await.connection_id;
    let (new, repair) = (world.mint().await, world.mint_to_repair(connection).await);
    let (ready, repairing) = (world.ready_magic(&new).await, world.open_magic(&repair).await);
    world.sign_in(&repairing, USERNAME, PASSWORD).await;
    let ls = world.restarted_with(world.rotated().disable(world.keyring.primary_id()).unwrap());
    let before = world.snapshot().await;

    for (minted, pass) in [(&new, &ready), (&repair, &repairing)] {
        let landing = flow_session::landing(&ls, magic(minted)).await;
        assert!(matches!(landing, Err(LandingError::Unknown)), "{landing:?}");
        assert!(matches!(submit(&ls, pass).await, FlowError::Unknown));
        assert!(matches!(view(&ls, pass).await, FlowError::Unknown));
    }
    assert_eq!(world.snapshot().await, before);

    let wish = magic_link::MintCompanyLink { lifetime: None, ..world.mint_wish(Default::default()) };
    let fresh = magic_link::mint_company_link(&ls, &world.caller, wish).await.unwrap();
    assert_eq!(usable(&ls, magic(&fresh)).await, Ok(()), "the new key's links work");
}

#[tokio::test]
async fn t052_nothing_is_kept_for_a_link_that_is_cut_off_while_the_provider_is_asked() {
    let world = std::sync::Arc::new(World::new().await);
    let pass = world.open_magic(&world.mint().await).await;
    world.choose_sandbox(&pass).await;
    world.clock.advance(Duration::from_secs(1));
    let before = world.snapshot().await.sessions;
    let inside = world.clone();
    world.sign_in.meanwhile(async move {
        let (company, now) = (inside.company.id, inside.now());
        magic_link::cut_off(&inside.ls, &inside.caller, company, now).await.unwrap();
    });

    let answers = crate::harness::credentials(USERNAME, PASSWORD);
    let signed_in = flow_session::sign_in(&world.ls, &pass, answers, &origin(12)).await;

    let Err(flow_session::SignInError::Flow(FlowError::Link(NotUsable::Revoked { .. }))) = signed_in else {
        panic!("{signed_in:?}")
    };
    assert_eq!(world.snapshot().await.sessions, before);
}

#[tokio::test]
async fn t060_revoking_is_final_and_twice_is_as_once() {
    let world = World::new().await;
    let minted = world.mint().await;
    let revoke = async || magic_link::revoke(&world.ls, &world.caller, minted.link.id).await;
    let first = revoke().await.unwrap();
    world.clock.advance(Duration::from_secs(9));
    world.store.take_committed();
    assert_eq!(revoke().await.unwrap(), first);
    assert!(world.store.take_committed().is_empty());

    let used = world.mint().await;
    world.submit(&world.ready_magic(&used).await).await.unwrap();
    let error = magic_link::revoke(&world.ls, &world.caller, used.link.id).await.unwrap_err();
    assert!(matches!(error, RevokeMagicLinkError::NotActive(RevokeError::Fulfilled)));
    let expired = world.mint_for(60).await;
    world.clock.advance(Duration::from_secs(60));
    let error = magic_link::revoke(&world.ls, &world.caller, expired.link.id).await.unwrap_err();
    assert!(matches!(error, RevokeMagicLinkError::NotActive(RevokeError::Expired { .. })));
}
