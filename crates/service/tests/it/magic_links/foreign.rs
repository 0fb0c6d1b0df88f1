//! Links that another system minted, under a key the operator has brought along.

use std::time::Duration;

use latchstring_domain::event::{EventKind, Subject};
use latchstring_domain::magic_link::{LinkOrigin, MagicLinkStatus};
use latchstring_secrets::foreign_link::{Companies, Fernet, FernetKey, Source};
use latchstring_secrets::link_openers::LinkOpeners;
use latchstring_service::flow_session::{LandingError, landing, open};
use latchstring_service::magic_link::{LinkKind, revoke};

use crate::harness::{USERNAME, World, new_company, origin};

/// Minted by Python's `cryptography` at 1,799,999,990 for the other system's company 4711, with `{"company":"4711"}`; one
/// of the vectors of the `secrets` crate.
const LINK: &str = "gAAAAABrSdH2tThkg13kKESAcmzQeSOhDgHkwHuzMBmUtdI0NbeuFqqdWwiY5i5walk_kTZmFLHZRpMeKBDP6qoIs8gZRHC5WZdnpPkZ4VEKGRltdZDEquY=";
const KEY: &str = "-kPabDgs-TiEsiXc0ANcW2Vg3Hvg9FhgJmjaQ9_F0Q4=";
const NOW_MILLIS: u64 = 1_800_000_000_000;

/// A world at the time of the vector, which trusts the key to speak for its company.
async fn world() -> World {
    let mut world = World::new().await;
    let now = u64::try_from(world.now().unix_millis()).unwrap();
    world.clock.advance(Duration::from_millis(NOW_MILLIS - now));
    let public_id = world.company.public_id.as_str().to_owned();
    let source = Source {
        name: "old-portal".parse().unwrap(),
        companies: Companies::Mapped([("4711".to_owned(), public_id)].into()),
        max_age_seconds: None,
    };
    let fernet = Fernet::new(vec![(source, FernetKey::parse(KEY).unwrap())]).unwrap();
    world.ls = world.ls.clone().with_link_openers(LinkOpeners::new(vec![Box::new(fernet)]).unwrap());
    world
}

#[tokio::test]
async fn a_link_minted_elsewhere_makes_one_connection_and_is_listed() {
    let world = world().await;
    let link = world.with_secret(LinkKind::Company, LINK);
    let found = landing(&world.ls, link).await.unwrap();
    assert_eq!(found.company.id, world.company.id);
    assert!(world.magic_links().await.is_empty(), "looking at it takes nothing in");

    let pass = open(&world.ls, link, &origin(1)).await.unwrap().pass;
    let second = open(&world.ls, link, &origin(2)).await.unwrap().pass;
    world.choose_sandbox(&pass).await;
    world.walk_on(&pass, USERNAME).await;
    world.submit(&pass).await.unwrap();
    assert!(
        latchstring_service::flow_session::view(&world.ls, &second).await.is_err(),
        "one connection, and no more"
    );

    let listed = world.magic_links().await;
    assert_eq!(listed.len(), 1);
    assert_eq!((listed[0].link.origin, listed[0].status), (LinkOrigin::Imported, MagicLinkStatus::Fulfilled));
    assert_eq!(world.connections().await.len(), 1);
    let story = world.kinds(Subject::MagicLink(listed[0].link.id)).await;
    assert_eq!(story.first(), Some(&EventKind::Created));
    assert_eq!(story.last(), Some(&EventKind::Fulfilled));
}

#[tokio::test]
async fn t035_a_link_minted_elsewhere_is_killed_like_any_other() {
    let world = world().await;
    let link = world.with_secret(LinkKind::Company, LINK);
    let pass = open(&world.ls, link, &origin(1)).await.unwrap().pass;
    let id = world.magic_links().await[0].link.id;
    revoke(&world.ls, &world.caller, id).await.unwrap();
    let refused = latchstring_service::flow_session::view(&world.ls, &pass).await;
    assert!(refused.is_err());
    let found = landing(&world.ls, link).await.unwrap();
    assert!(found.link.usable(&found.company, world.now()).is_err(), "its bearer is told that it was closed");
}

#[tokio::test]
async fn t022_a_link_minted_elsewhere_opens_for_its_company_and_kind_alone() {
    let mut world = world().await;
    let other = new_company(&world.ls, &world.caller, "Other").await;
    let workflow = landing(&world.ls, world.with_secret(LinkKind::Connection, LINK)).await;
    assert!(matches!(workflow, Err(LandingError::Unknown)));
    let own = world.company.clone();
    world.company = other;
    let moved = landing(&world.ls, world.with_secret(LinkKind::Company, LINK)).await;
    assert!(matches!(moved, Err(LandingError::Unknown)));
    world.company = own;
    assert!(landing(&world.ls, world.with_secret(LinkKind::Company, LINK)).await.is_ok());
}

#[tokio::test]
async fn without_the_other_systems_key_its_links_are_no_links_and_their_walks_stop() {
    let mut world = world().await;
    let pass = open(&world.ls, world.with_secret(LinkKind::Company, LINK), &origin(1)).await.unwrap().pass;
    world.ls = world.ls.clone().with_link_openers(LinkOpeners::default());
    let found = landing(&world.ls, world.with_secret(LinkKind::Company, LINK)).await;
    assert!(matches!(found, Err(LandingError::Unknown)));
    assert!(latchstring_service::flow_session::view(&world.ls, &pass).await.is_err());
}
