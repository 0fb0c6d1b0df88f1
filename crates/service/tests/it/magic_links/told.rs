//! What the log tells of magic links.

use latchstring_domain::actor::ActorKind;
use latchstring_domain::event::{DataValue, EventKind, Subject};
use latchstring_service::event::verify;
use latchstring_service::flow_session;
use latchstring_service::magic_link::{self, LinkKind};
use latchstring_storage::Change;

use crate::atomicity::fails_whole;
use crate::harness::{Fault, PASSWORD, USERNAME, World, magic, origin};
use crate::log::{Hand, told};

#[tokio::test]
async fn t154_every_use_case_of_magic_links_is_told_once() {
    let world = World::new().await;
    let connection = world.connected().await.connection_id;
    let (ls, caller, hand) = (&world.ls, &world.caller, Hand::operator());
    world.store.take_committed();

    let minted = world.mint().await;
    let link = Subject::MagicLink(minted.link.id);
    assert_eq!(told(&world, &hand), [(link, EventKind::Created)]);
    let repair = world.mint_to_repair(connection).await;
    assert_eq!(told(&world, &hand), [(Subject::MagicLink(repair.link.id), EventKind::Created)]);
    magic_link::revoke(ls, caller, repair.link.id).await.unwrap();
    assert_eq!(told(&world, &hand), [(Subject::MagicLink(repair.link.id), EventKind::Revoked)]);
    magic_link::revoke(ls, caller, repair.link.id).await.unwrap();
    assert_eq!(told(&world, &hand), []);
    let now = world.now();
    magic_link::cut_off(ls, caller, world.company.id, now).await.unwrap();
    assert_eq!(told(&world, &hand), [(Subject::Company(world.company.id), EventKind::CompanyUpdated)]);
    magic_link::cut_off(ls, caller, world.company.id, now).await.unwrap();
    assert_eq!(told(&world, &hand), []);
    magic_link::revoke(ls, caller, minted.link.id).await.unwrap();
    assert_eq!(told(&world, &hand), [], "it was dead already");
}

#[tokio::test]
async fn t154_every_step_through_a_company_link_is_told_once() {
    let world = World::new().await;
    let minted = world.mint().await;
    let link = Subject::MagicLink(minted.link.id);
    world.store.take_committed();

    let pass = world.open_magic(&minted).await;
    assert_eq!(told(&world, &Hand::recipient(&pass, 10)), [(link, EventKind::Started)]);
    world.choose_sandbox(&pass).await;
    assert_eq!(told(&world, &Hand::recipient(&pass, 11)), [(link, EventKind::ProviderChosen)]);
    for (password, kind) in [("wrong", EventKind::SignInFailed), (PASSWORD, EventKind::SignedIn)] {
        world.sign_in(&pass, USERNAME, password).await;
        assert_eq!(told(&world, &Hand::recipient(&pass, 12)), [(link, kind)]);
    }
    world.choose_sites(&pass).await;
    let connection = Subject::Connection(world.submit(&pass).await.unwrap().connection_id);
    let expected = [
        (link, EventKind::Submitted),
        (link, EventKind::ConnectionCreated),
        (link, EventKind::Fulfilled),
        (connection, EventKind::ConnectionCreated),
    ];
    assert_eq!(told(&world, &Hand::recipient(&pass, 13)), expected);
    let made = world.events(connection).await.remove(0);
    let id = DataValue::Text(minted.link.id.to_string());
    assert_eq!(made.body.data.values().get("magicLinkId"), Some(&id));
}

#[tokio::test]
async fn t154_a_repair_through_a_connection_link_is_told_and_does_not_fulfil_it() {
    let world = World::new().await;
    let connection = world.connected().await.connection_id;
    let minted = world.mint_to_repair(connection).await;
    let link = Subject::MagicLink(minted.link.id);
    let pass = world.ready_repair(&minted).await;
    world.store.take_committed();
    world.submit(&pass).await.unwrap();
    let expected = [
        (link, EventKind::Submitted),
        (link, EventKind::ConnectionUpdated),
        (Subject::Connection(connection), EventKind::ConnectionUpdated),
    ];
    assert_eq!(told(&world, &Hand::recipient(&pass, 13)), expected);
}

#[tokio::test]
async fn t154_taking_a_link_in_is_told_of_the_deployment_and_opening_it_of_the_recipient() {
    let world = World::new().await;
    let secret = world.seal(&world.message());
    let presented = world.with_secret(LinkKind::Company, &secret);
    let opened = flow_session::open(&world.ls, presented, &origin(5)).await.unwrap();

    let link = world.magic_links().await.remove(0).link;
    let events = world.events(Subject::MagicLink(link.id)).await;
    let kinds: Vec<_> = events.iter().map(|event| event.body.kind).collect();
    assert_eq!(kinds, [EventKind::Created, EventKind::Started]);
    assert_eq!(events[0].body.actor, link.created_by);
    assert!(events[0].body.automated && !events[1].body.automated);
    assert_eq!((events[1].body.actor.kind, &events[1].body.origin), (ActorKind::Recipient, &origin(5)));
    assert_eq!(events[1].body.actor.id, Some(opened.session.id.to_string()));
    let text = |text: &str| DataValue::Text(text.to_owned());
    let data = events[0].body.data.values();
    assert_eq!(data.get("origin"), Some(&text("adopted")));
    assert_eq!(data.get("invitationType"), Some(&text("CREATE_CONNECTION")));
    assert_eq!(data.get("companyId"), Some(&text(&world.company.id.to_string())));
}

#[tokio::test]
async fn t157_the_chains_of_magic_links_are_walked_with_the_others() {
    let world = World::new().await;
    let minted = world.mint().await;
    world.submit(&world.ready_magic(&minted).await).await.unwrap();
    let link = Subject::MagicLink(minted.link.id);
    let whole = verify(&world.ls, &world.caller).await.unwrap();
    assert_eq!(whole.broken, []);
    world.store.forge(move |mut events| {
        events.retain(|event| event.body.subject != link || event.sequence != 2);
        events
    });
    let broken = verify(&world.ls, &world.caller).await.unwrap().broken;
    assert_eq!(
        broken.iter().map(|chain| (chain.subject, chain.sequence)).collect::<Vec<_>>(),
        [(link, 3)],
        "the third follows the first"
    );
}

#[tokio::test]
async fn t133_t155_minting_revoking_and_cutting_off_are_whole_or_nothing() {
    let world = World::new().await;
    // The first link of a process counts a block of them ahead, in a set of its own.
    world.mint().await;
    let minted =
        fails_whole(&world, async || world.try_mint(world.mint_wish(Default::default())).await.is_ok());
    assert_eq!(minted.await, ["CreateMagicLink", "AppendEvent"]);
    let id = world.magic_links().await[0].link.id;
    let revoked =
        fails_whole(&world, async || magic_link::revoke(&world.ls, &world.caller, id).await.is_ok());
    assert_eq!(revoked.await, ["UpdateMagicLink", "AppendEvent"]);
    let cut = fails_whole(&world, async || {
        magic_link::cut_off(&world.ls, &world.caller, world.company.id, world.now()).await.is_ok()
    });
    assert_eq!(cut.await, ["UpdateCompany", "AppendEvent"]);
}

#[tokio::test]
async fn t133_t155_taking_a_link_in_and_spending_it_are_whole_or_nothing() {
    let world = World::new().await;
    let secret = world.seal(&world.message());
    let presented = world.with_secret(LinkKind::Company, &secret);
    let before = world.snapshot().await;
    let opening = async || flow_session::open(&world.ls, presented, &origin(1)).await;
    world.store.fail_next(Fault::Unavailable);
    opening().await.unwrap_err();
    assert_eq!(world.snapshot().await, before);
    world.store.take_committed();
    // A conflict after the row was written looks like somebody else who has just taken the link in: it is tried again,
    // and what the first try wrote is not there twice.
    world.store.fail_next(Fault::At(4));
    opening().await.unwrap();
    let committed = world.store.take_committed();
    let [set] = committed.as_slice() else { panic!("more than one commit: {committed:?}") };
    let names: Vec<_> = set.changes().iter().map(Change::name).collect();
    let taken_in = ["CreateMagicLink", "AppendEvent", "CreateFlowSession", "AppendEvent", "Enqueue"];
    assert_eq!(names, taken_in);
    assert_eq!((world.magic_links().await.len(), world.snapshot().await.sessions.len()), (1, 1));

    let pass = world.ready_magic(&world.mint().await).await;
    let made = fails_whole(&world, async || world.submit(&pass).await.is_ok()).await;
    assert_eq!(made[..2], ["SpendMagicLink", "UpdateFlowSession"]);
    assert_eq!(made[made.len() - 3..], ["Enqueue", "CreateConnection", "Announce"]);
}

#[tokio::test]
async fn t006_t165_nothing_that_is_shown_or_committed_holds_a_secret() {
    let world = World::new().await;
    world.store.take_committed();
    let connection = world.connected().await.connection_id;
    let (minted, repair) = (world.mint().await, world.mint_to_repair(connection).await);
    let landing = flow_session::landing(&world.ls, magic(&minted)).await.unwrap();
    let pass = world.ready_magic(&minted).await;
    let view = flow_session::view(&world.ls, &pass).await.unwrap();
    world.submit(&pass).await.unwrap();
    let public_id = &world.company.public_id;
    let kind = LinkKind::Company;
    let inspected =
        magic_link::inspect(&world.ls, &world.caller, kind, public_id, crate::harness::secret(&minted)).await;
    let mixed_up = latchstring_service::flow_session::MagicSecret {
        kind,
        public_company_id: crate::harness::secret(&minted),
        secret: public_id.as_str(),
    };

    let committed = world.store.take_committed();
    let changes: Vec<&Change> = committed.iter().flat_map(|set| set.changes()).collect();
    let shown = [
        format!("{minted:?} {:?} {mixed_up:?}", magic(&minted)),
        format!("{repair:?} {:?}", magic(&repair)),
        format!("{landing:?}"),
        format!("{view:?}"),
        format!("{inspected:?}"),
        format!("{:?}", world.magic_links().await),
        format!("{changes:?}"),
    ];
    for text in shown {
        for minted in [&minted, &repair] {
            let secret = crate::harness::secret(minted);
            assert!(!text.contains(secret) && !text.contains(&secret[8..]), "{text}");
        }
    }
}
