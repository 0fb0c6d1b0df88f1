//! T168: what is sealed moves to another key, whatever happens meanwhile.

use latchstring_domain::connection::Connection;
use latchstring_domain::event::{EventKind, Subject};
use latchstring_domain::overlap::SecretOverlap;
use latchstring_domain::webhook::{EndpointUrl, EventTypes, HeaderName};
use latchstring_secrets::canary::seal_canary;
use latchstring_secrets::keyring::{KeyId, KeyState, Keyring};
use latchstring_secrets::webhook::{WebhookHeaders, WebhookSecret};
use latchstring_service::keyring::{self, KeyUse, KeyringChange};
use latchstring_service::portal::{CreatePortalLink, PortalWish};
use latchstring_service::webhook::{self, CreateEndpoint, CustomHeaders, RotateSecret};
use latchstring_service::{Latchstring, check_keyring, connection, workspace};
use latchstring_storage::{Change, ChangeSet, Connections as _, KeyedRow, KeyedRows as _, KeyedTable};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng as _;
use secrecy::ExposeSecret as _;

use crate::harness::{World, answers};

async fn bound(world: &World) {
    let canary = seal_canary(&world.keyring, &mut ChaCha20Rng::seed_from_u64(1));
    world.write(Change::PlantCanary(canary)).await;
}

/// A deployment with three connections, an endpoint with two secrets and a header, and a link that brings values; and
/// the key that all of it is under.
async fn full() -> (World, KeyId) {
    let world = World::new().await;
    bound(&world).await;
    for _ in 0..3 {
        world.connected().await;
    }
    let header = (HeaderName::parse("x-token").unwrap(), "sesame".into());
    let wish = CreateEndpoint {
        url: EndpointUrl::parse("https://hooks.example.com/").unwrap(),
        description: None,
        types: EventTypes::new([]),
        headers: Some(CustomHeaders::new(vec![header]).unwrap()),
        secret: None,
        enabled: true,
    };
    let endpoint = webhook::create(&world.ls, &world.caller, wish).await.unwrap().endpoint;
    let again = RotateSecret { secret: None, overlap: SecretOverlap::DEFAULT };
    webhook::rotate_secret(&world.ls, &world.caller, endpoint.id, again).await.unwrap();
    world.import(&["shop"]).await;
    world.flow("shops", &["shop"]).await;
    let wish = world.portal_wish(PortalWish::All);
    world.portal(CreatePortalLink { connect_values: answers(&[("shop", "acme")]), ..wish }).await;
    let old = world.keyring.primary_id();
    (world, old)
}

async fn used(ls: &Latchstring, key: KeyId) -> KeyUse {
    keyring::survey(ls).await.unwrap().into_iter().find(|of| of.key == key).unwrap()
}

async fn connections(world: &World) -> Vec<Connection> {
    let rows = world.store.keyed_rows(KeyedTable::Connections, None, 100).await.unwrap();
    let row = |row| match row {
        KeyedRow::Connection(row) => row,
        other => panic!("{other:?}"),
    };
    rows.into_iter().map(row).collect()
}

/// Whether everything opens under this ring.
async fn all_opens(world: &World, ring: &Keyring) {
    let ls = world.restarted_with(ring.clone());
    for row in connections(world).await {
        let read = connection::read_credentials(&ls, &world.caller, row.id).await.unwrap();
        assert!(read.iter().count() > 0);
    }
    for row in world.store.keyed_rows(KeyedTable::Endpoints, None, 9).await.unwrap() {
        let KeyedRow::Endpoint(row) = row else { panic!("{row:?}") };
        let (workspace, id) = (row.workspace_id.to_bytes(), row.id.to_bytes());
        let secrets: Vec<_> = row.secrets.signing(world.now()).collect();
        assert_eq!(secrets.len(), 2);
        for secret in secrets {
            WebhookSecret::open(ring, &workspace, &id, secret.as_bytes()).unwrap();
        }
        let values = row.headers.unwrap().values;
        let headers = WebhookHeaders::open(ring, &workspace, &id, values.as_bytes()).unwrap();
        assert!(headers.iter().all(|(name, value)| (name, value.expose_secret()) == ("x-token", "sesame")));
    }
}

#[tokio::test]
async fn t168_a_rewrap_moves_everything_lasting_and_is_done_once() {
    let (world, old) = full().await;
    let ring = world.rotated();
    let ls = world.restarted_with(ring.clone());
    let before = used(&ls, old).await;
    // Of three connections, three boxes of an endpoint, one set of values; and the links of those who connected are used up.
    assert_eq!((before.sealed, before.state), (7, Some(KeyState::Active)));
    assert!(before.holds_anything());

    let mut told = 0;
    let report = keyring::rewrap(&ls, |moved| told += moved).await.unwrap();
    assert_eq!((report.from.into_iter().collect::<Vec<_>>(), told), (vec![(old, 7)], 7));
    assert_eq!((report.unreadable, report.busy), (0, 0));
    let after = used(&ls, old).await;
    assert_eq!(after.sealed, 0);
    assert_eq!(used(&ls, ring.primary_id()).await.sealed, 7);
    all_opens(&world, &ring.retire(old).unwrap()).await;

    let commits = world.store.commits();
    let again = keyring::rewrap(&ls, |_| panic!("there is nothing to do")).await.unwrap();
    assert_eq!((again, world.store.commits()), (keyring::Rewrapped::default(), commits));
}

#[tokio::test]
async fn t168_what_others_change_meanwhile_is_neither_overwritten_nor_left_behind() {
    let (world, old) = full().await;
    let ring = world.rotated();
    let ls = world.restarted_with(ring.clone());
    // Nothing but the connections is left to be moved, and they are in one commit.
    let endpoint = world.store.keyed_rows(KeyedTable::Endpoints, None, 9).await.unwrap().swap_remove(0);
    let KeyedRow::Endpoint(endpoint) = endpoint else { panic!("{endpoint:?}") };
    world.write(Change::DeleteEndpoint(endpoint.id, endpoint.version)).await;
    let mut changed = connections(&world).await.swap_remove(1);
    changed.is_active = !changed.is_active;
    changed.version = changed.version.next();
    world.store.overtake_next(ChangeSet::new().with(Change::UpdateConnection(changed.clone())));

    let report = keyring::rewrap(&ls, |_| ()).await.unwrap();
    assert_eq!((report.from.get(&old), report.busy), (Some(&4), 0));
    assert_eq!(used(&ls, old).await.sealed, 0);
    let kept = world.store.connection(changed.id).await.unwrap().unwrap();
    assert_eq!(kept.is_active, changed.is_active, "the other's change stands");
    all_opens(&world, &ring.retire(old).unwrap()).await;
}

#[tokio::test]
async fn t168_a_storage_that_fails_midway_leaves_the_rest_to_the_next_run() {
    let (world, old) = full().await;
    let ls = world.restarted_with(world.rotated());
    world.store.fail_after(1, crate::harness::Fault::Unavailable);
    keyring::rewrap(&ls, |_| ()).await.unwrap_err();
    let left = used(&ls, old).await.sealed;
    assert!((1..7).contains(&left), "{left}");
    let report = keyring::rewrap(&ls, |_| ()).await.unwrap();
    assert_eq!(report.from.get(&old), Some(&left));
    assert_eq!(used(&ls, old).await.sealed, 0);
}

#[tokio::test]
async fn t168_a_value_that_does_not_open_is_left_and_told() {
    let (world, old) = full().await;
    let mut broken = connections(&world).await.swap_remove(0);
    let mut bytes = broken.credentials.data_key.as_bytes().to_vec();
    *bytes.last_mut().unwrap() ^= 1;
    broken.credentials.data_key = latchstring_domain::sealed::SealedBytes::new(bytes);
    broken.version = broken.version.next();
    world.write(Change::UpdateConnection(broken)).await;
    let ls = world.restarted_with(world.rotated());
    let report = keyring::rewrap(&ls, |_| ()).await.unwrap();
    assert_eq!((report.from.get(&old), report.unreadable), (Some(&6), 1));
    assert_eq!(used(&ls, old).await.sealed, 1, "so that the key is not retired");
}

#[tokio::test]
async fn t168_links_and_derived_secrets_hold_a_key_until_it_is_killed() {
    let world = World::new().await;
    bound(&world).await;
    let old = world.keyring.primary_id();
    world.invite(None, None).await;
    world.mint().await;
    workspace::rotate_return_secret(&world.ls, &world.caller).await.unwrap();
    workspace::rotate_inbound_secret(&world.ls, &world.caller).await.unwrap();
    let ring = world.rotated();
    let of = used(&world.restarted_with(ring.clone()), old).await;
    assert_eq!((of.sealed, of.links, of.secrets), (0, 2, 2));
    assert!(of.holds_anything());
    let killed = ring.disable(old).unwrap();
    let of = used(&world.restarted_with(killed), old).await;
    assert_eq!((of.links, of.secrets, of.holds_anything()), (2, 2, false), "they are dead already");
}

#[tokio::test]
async fn t167_no_step_of_a_rotation_leaves_a_server_that_cannot_read_or_start() {
    let (world, old) = full().await;
    let ring = world.rotated();
    let added = ring.promote(old).unwrap();
    // Before it is promoted, a server without the new key and one with it work side by side.
    for ring in [&*world.keyring, &added] {
        check_keyring(&world.restarted_with(ring.clone())).await.unwrap();
        all_opens(&world, ring).await;
    }
    // Once it is, those that have it read what each other seals, whichever they seal under.
    let promoted = world.restarted_with(ring.clone());
    keyring::bind(&promoted, &ring).await.unwrap();
    for ring in [&added, &ring] {
        check_keyring(&world.restarted_with(ring.clone())).await.unwrap();
        all_opens(&world, ring).await;
    }
    assert!(check_keyring(&world.ls).await.is_err(), "one without the new key does not start any more");
    keyring::rewrap(&promoted, |_| ()).await.unwrap();
    all_opens(&world, &added).await;
    // Retired in the database's eyes first: with the old file and with the new one a server starts.
    let retired = ring.retire(old).unwrap();
    keyring::bind(&promoted, &retired).await.unwrap();
    keyring::note(&promoted, &world.caller, old, KeyringChange::Retired).await.unwrap();
    for ring in [&ring, &retired] {
        check_keyring(&world.restarted_with(ring.clone())).await.unwrap();
        all_opens(&world, ring).await;
    }
    let told = world.events(Subject::Workspace(world.workspace.id)).await.pop().unwrap();
    assert_eq!(told.body.kind, EventKind::KeyringChanged);
    let verified = latchstring_service::event::verify(&world.restarted_with(retired), &world.caller).await;
    assert_eq!(verified.unwrap().broken, [], "what was sealed under a retired key still verifies");
}
