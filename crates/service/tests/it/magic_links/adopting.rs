//! Links that this database does not know: it was put back from an older copy, or they were minted elsewhere.

use std::sync::Arc;

use latchstring_domain::actor::{Actor, ActorKind};
use latchstring_domain::event::{EventKind, Subject};
use latchstring_domain::flow_session::FlowLink;
use latchstring_domain::id::MagicLinkId;
use latchstring_domain::invitation::Purpose;
use latchstring_domain::magic_link::{LinkOrigin, MagicLink, MagicLinkStatus};
use latchstring_domain::prefill::{Locks, Prefill, PrefillField, ProviderHint};
use latchstring_domain::provider::ProviderUrl;
use latchstring_domain::utility::UtilityType;
use latchstring_secrets::link_message::{self, LinkMessage};
use latchstring_service::flow_session::{self, Opened};
use latchstring_service::magic_link::{self, LinkKind, MintCompanyLink};
use latchstring_storage::FlowSessions as _;
use time::macros::date;

use super::usable;
use crate::harness::{World, magic, origin};

/// Two deployments in the same state, of which only the first goes on to mint: the second is its older copy.
async fn with_older_copy() -> (World, World) {
    let (now, older) = (World::new().await, World::new().await);
    assert_eq!((now.company.id, &now.company.public_id), (older.company.id, &older.company.public_id));
    (now, older)
}

#[tokio::test]
async fn t036_a_link_whose_row_is_gone_works_is_listed_and_is_spent_once() {
    let (world, older) = with_older_copy().await;
    let minted = world.mint().await;
    flow_session::landing(&older.ls, magic(&minted)).await.unwrap();
    assert_eq!(older.magic_links().await, [], "looking at it takes nothing in");

    let pass = older.ready_magic(&minted).await;

    let listed = older.magic_links().await;
    assert_eq!(listed.len(), 1);
    assert_eq!((listed[0].link.id, listed[0].status), (minted.link.id, MagicLinkStatus::Active));
    assert_eq!(listed[0].link.origin, LinkOrigin::Adopted);
    let late = older.ready_magic(&minted).await;
    older.submit(&pass).await.unwrap();
    older.submit(&late).await.unwrap_err();
    assert_eq!(older.magic_links().await[0].status, MagicLinkStatus::Fulfilled);
    assert_eq!(older.connections().await.len(), 1);
    assert_eq!(older.connections().await[0].magic_link_id, Some(minted.link.id));
}

#[tokio::test]
async fn t036_of_many_who_open_it_at_once_one_takes_it_in_and_one_spends_it() {
    for round in 0..10 {
        let (world, older) = with_older_copy().await;
        let (minted, older) = (Arc::new(world.mint().await), Arc::new(older));
        let mut openings = tokio::task::JoinSet::new();
        for _ in 0..2 + round {
            let (older, minted) = (older.clone(), minted.clone());
            openings.spawn(async move { older.ready_magic(&minted).await });
        }
        let mut submissions = tokio::task::JoinSet::new();
        for pass in openings.join_all().await {
            let older = older.clone();
            submissions.spawn(async move { older.submit(&pass).await.is_ok() });
        }
        let submitted = submissions.join_all().await.into_iter().filter(|done| *done).count();

        assert_eq!((submitted, older.connections().await.len(), older.magic_links().await.len()), (1, 1, 1));
        let story = older.kinds(Subject::MagicLink(minted.link.id)).await;
        let count = |kind| story.iter().filter(|found| **found == kind).count();
        assert_eq!((story[0], count(EventKind::Created)), (EventKind::Created, 1));
        assert_eq!((count(EventKind::Started), count(EventKind::Fulfilled)), (2 + round, 1));
    }
}

#[tokio::test]
async fn t036_what_is_taken_in_is_what_was_minted() {
    let (world, older) = with_older_copy().await;
    let prefill = Prefill {
        provider: Some(ProviderHint::Url(ProviderUrl::parse("https://power.example/login").unwrap())),
        initial_sites: world.sites_ids(),
        utility_types: [UtilityType::Gas, UtilityType::HotWater].into(),
        country: Some("DE".parse().unwrap()),
        connection_owner_email: Some(
            latchstring_domain::email::EmailAddress::parse("Ada@Example.com").unwrap(),
        ),
        data_collection_start_date: Some(date!(2025 - 02 - 28)),
    };
    let locks = Locks::from([PrefillField::Provider, PrefillField::Country]);
    let lifetime = Some(std::time::Duration::from_secs(3600));
    let wish = MintCompanyLink { locks, lifetime, ..world.mint_wish(prefill) };
    let minted = world.try_mint(wish).await.unwrap();

    older.clock.advance(std::time::Duration::from_secs(60));
    older.open_magic(&minted).await;

    let expected = MagicLink {
        origin: LinkOrigin::Adopted,
        created_by: Actor::new(ActorKind::System, "link-adoption"),
        created_at: older.now(),
        updated_at: older.now(),
        ..minted.link
    };
    assert_eq!(older.magic_links().await[0].link, expected);
}

#[tokio::test]
async fn t036_a_repair_whose_row_is_gone_works_and_may_be_used_again() {
    let (world, older) = with_older_copy().await;
    let connection = world.connected().await.connection_id;
    assert_eq!(older.connected().await.connection_id, connection);
    let minted = world.mint_to_repair(connection).await;

    for uses in 1..=2 {
        let pass = older.ready_repair(&minted).await;
        assert_eq!(older.submit(&pass).await.unwrap().connection_id, connection);
        let listed = older.magic_links().await;
        assert_eq!((listed.len(), listed[0].link.use_count), (1, uses));
        assert_eq!(listed[0].status, MagicLinkStatus::Active);
    }
}

#[tokio::test]
async fn a_part_of_a_message_that_is_not_understood_is_left_out_and_the_link_opens() {
    let world = World::new().await;
    let text = |text: &str| Some(text.to_owned());
    let prefill = link_message::Prefill {
        url: text("ftp://nowhere"),
        provider_id: text("not an id"),
        site_ids: vec![[9; 16]],
        utility_types: vec!["PLASMA".to_owned(), "GAS".to_owned()],
        country: text("Atlantis"),
        owner_email: text("nobody"),
        collection_start: text("2025-02-30"),
        locked_fields: ["country", "datasource", "utilityTypes", "colour"].map(str::to_owned).into(),
    };
    let message = LinkMessage { prefill, ..world.message() };
    let secret = world.seal(&message);
    let presented = world.with_secret(LinkKind::Company, &secret);

    let opened = flow_session::open(&world.ls, presented, &origin(1)).await.unwrap();

    let row = world.magic_links().await.remove(0).link;
    let Purpose::CreateConnection { prefill, locks } = row.purpose else { panic!("another purpose") };
    let site = latchstring_domain::id::SiteId::from_uuid(uuid::Uuid::from_bytes([9; 16]));
    let understood =
        Prefill { initial_sites: vec![site], utility_types: [UtilityType::Gas].into(), ..Prefill::default() };
    assert_eq!(prefill, understood);
    assert_eq!(locks, Locks::from([PrefillField::UtilityTypes]), "nothing that is empty stays locked");
    let session = world.store.flow_session(opened.session.id).await.unwrap().unwrap();
    assert_eq!(session.link, FlowLink::MagicLink(MagicLinkId::from_uuid(uuid::Uuid::from_bytes([0x5a; 16]))));
}

#[tokio::test]
async fn t042_a_message_shows_no_provider_of_another_workspace() {
    let world = World::new().await;
    let stranger = crate::rights::other_workspace(&world).await;
    let theirs = crate::harness::sandbox_provider(&world.ls, stranger.workspace_id()).await;
    for (id, seen) in [(theirs.id, None), (world.provider.id, Some(world.provider.id))] {
        let prefill = link_message::Prefill { provider_id: Some(id.to_string()), ..Default::default() };
        let secret = world.seal(&LinkMessage { link_id: id.to_bytes(), prefill, ..world.message() });
        let presented = world.with_secret(LinkKind::Company, &secret);
        let landing = flow_session::landing(&world.ls, presented).await.unwrap();
        assert_eq!(landing.provider.map(|provider| provider.id), seen);
        let Opened { pass, .. } = flow_session::open(&world.ls, presented, &origin(1)).await.unwrap();
        let view = flow_session::view(&world.ls, &pass).await.unwrap();
        assert_eq!(view.suggested.map(|provider| provider.id), seen);
    }
}

#[tokio::test]
async fn t062_what_was_taken_in_can_be_killed_in_the_list() {
    let (world, older) = with_older_copy().await;
    let minted = world.mint().await;
    let pass = older.ready_magic(&minted).await;
    let listed = older.magic_links().await.remove(0);
    magic_link::revoke(&older.ls, &older.caller, listed.link.id).await.unwrap();
    older.submit(&pass).await.unwrap_err();
    assert!(usable(&older.ls, magic(&minted)).await.is_err());
}
