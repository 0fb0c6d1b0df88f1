use latchstring_domain::invitation::NotUsable;
use latchstring_secrets::link_message::{LinkMessage, LinkTarget};
use latchstring_service::flow_session::{MagicSecret, Presented};
use latchstring_service::magic_link::LinkKind;
use secrecy::ExposeSecret as _;

use super::{is_unknown, usable};
use crate::harness::{World, keyring, magic, new_company, secret};

#[tokio::test]
async fn t022_a_secret_opens_nothing_but_what_it_was_made_for() {
    let world = World::new().await;
    let connection = world.connected().await.connection_id;
    let neighbour = new_company(&world.ls, &world.caller, "Nachbar AG").await;
    let (company, repair) = (world.mint().await, world.mint_to_repair(connection).await);
    let token = world.invite(None, None).await.token.unwrap();
    let present = |kind, public_company_id, secret| {
        Presented::MagicLink(MagicSecret { kind, public_company_id, secret })
    };
    let (own, other) = (world.company.public_id.as_str(), neighbour.public_id.as_str());
    let (company_secret, repair_secret) = (secret(&company), secret(&repair));
    let internal = world.company.id.to_string();
    let wrong = [
        ("under another company", present(LinkKind::Company, other, company_secret)),
        ("a repair under another company", present(LinkKind::Connection, other, repair_secret)),
        ("on the workflow path", present(LinkKind::Connection, own, company_secret)),
        ("a repair on the company path", present(LinkKind::Company, own, repair_secret)),
        ("an invitation's token", present(LinkKind::Company, own, token.expose_secret())),
        ("an invitation's token", present(LinkKind::Connection, own, token.expose_secret())),
        ("as an invitation's token", Presented::Invitation(company_secret)),
        ("parts mixed up", present(LinkKind::Company, company_secret, own)),
        ("under the internal id", present(LinkKind::Company, &internal, company_secret)),
        ("under no company", present(LinkKind::Company, "", company_secret)),
    ];
    for (what, presented) in wrong {
        is_unknown(&world, presented, what).await;
    }
    assert_eq!(usable(&world.ls, magic(&company)).await, Ok(()));
    assert_eq!(usable(&world.ls, magic(&repair)).await, Ok(()));
}

#[tokio::test]
async fn t025_t032_a_stranger_learns_nothing_of_why_a_secret_does_not_open() {
    let world = World::new().await;
    let minted = world.mint().await;
    let good = secret(&minted);
    let middle = good.len() / 2;
    let flipped = |at: usize| {
        let other = if &good[at..=at] == "A" { "B" } else { "A" };
        format!("{}{other}{}", &good[..at], &good[at + 1..])
    };
    let wrong = [
        String::new(),
        "x".to_owned(),
        good[..good.len() - 1].to_owned(),
        format!("{good}A"),
        format!("{good}="),
        format!(" {good}"),
        good.to_uppercase(),
        "A".repeat(good.len()),
        "A".repeat(5000),
        flipped(0),
        flipped(3),
        flipped(middle),
        flipped(good.len() - 5),
    ];
    for text in &wrong {
        is_unknown(&world, world.with_secret(LinkKind::Company, text), text).await;
    }
    assert_eq!(usable(&world.ls, magic(&minted)).await, Ok(()));
}

#[tokio::test]
async fn t025_t036_a_key_that_is_unknown_or_disabled_opens_nothing_and_an_old_one_still_does() {
    let world = World::new().await;
    let minted = world.mint().await;
    let (old, rotated) = (world.keyring.primary_id(), world.rotated());

    let after_rotation = world.restarted_with(rotated.clone());
    assert_eq!(usable(&after_rotation, magic(&minted)).await, Ok(()), "t036: a rotation kills nothing");
    for ring in [rotated.disable(old).unwrap(), rotated.retire(old).unwrap(), keyring(2)] {
        let ls = world.restarted_with(ring);
        let before = world.snapshot().await;
        let landing = latchstring_service::flow_session::landing(&ls, magic(&minted)).await;
        assert!(landing.is_err());
        assert_eq!(world.snapshot().await, before);
    }
    let back = world.restarted_with(rotated.disable(old).unwrap().enable(old).unwrap());
    assert_eq!(usable(&back, magic(&minted)).await, Ok(()));
}

#[tokio::test]
async fn t034_a_message_is_dead_in_the_second_that_it_names() {
    let world = World::new().await;
    let now = world.now();
    for (expires_at, alive) in [(-1, false), (0, false), (1, true)] {
        let expires_at = now.unix_seconds() + expires_at;
        let message = LinkMessage { expires_at: Some(expires_at), ..world.message() };
        let secret = world.seal(&message);
        let presented = world.with_secret(LinkKind::Company, &secret);
        let landing = latchstring_service::flow_session::landing(&world.ls, presented).await.unwrap();
        let found = landing.link.usable(&landing.company, now);
        match found {
            Ok(()) => assert!(alive),
            Err(NotUsable::Expired { at }) => {
                assert_eq!((alive, at.unix_millis()), (false, expires_at * 1000));
            }
            other => panic!("{other:?}"),
        }
    }
    let minted = world.mint_for(60).await;
    world.clock.advance(std::time::Duration::from_millis(59_999));
    assert_eq!(usable(&world.ls, magic(&minted)).await, Ok(()));
    world.clock.advance(std::time::Duration::from_millis(1));
    let expired = Err(NotUsable::Expired { at: world.now() });
    assert_eq!(usable(&world.ls, magic(&minted)).await, expired);
}

#[tokio::test]
async fn t034_times_that_cannot_be_are_refused_and_never_overflow() {
    let world = World::new().await;
    let now = world.now().unix_seconds();
    let impossible = [i64::MIN, -1, 253_402_300_800, i64::MAX / 1000 + 1, i64::MAX];
    let expiring = impossible.map(|at| LinkMessage { expires_at: Some(at), ..world.message() });
    let issued = impossible.map(|at| LinkMessage { issued_at: at, ..world.message() });
    for message in expiring.iter().chain(&issued) {
        let secret = world.seal(message);
        is_unknown(&world, world.with_secret(LinkKind::Company, &secret), &format!("{message:?}")).await;
    }
    // As far as honest clocks differ, one may be ahead of this one.
    let ahead = LinkMessage { issued_at: now + 300, ..world.message() };
    let beyond = LinkMessage { issued_at: now + 301, ..world.message() };
    let secret = world.seal(&beyond);
    is_unknown(&world, world.with_secret(LinkKind::Company, &secret), "from the future").await;
    let secret = world.seal(&ahead);
    assert_eq!(usable(&world.ls, world.with_secret(LinkKind::Company, &secret)).await, Ok(()));
}

#[tokio::test]
async fn t022_a_message_of_another_company_or_link_is_none_even_when_it_is_sealed_for_this_one() {
    let world = World::new().await;
    let neighbour = new_company(&world.ls, &world.caller, "Nachbar AG").await;
    let connection = world.connected().await.connection_id;
    let (minted, repair) = (world.mint().await, world.mint_to_repair(connection).await);
    let of_neighbour = LinkMessage { company_id: neighbour.id.to_bytes(), ..world.message() };
    let secret = world.seal(&of_neighbour);
    is_unknown(&world, world.with_secret(LinkKind::Company, &secret), "another company").await;

    // The row of an id decides what the link is; a message that says otherwise is not its.
    let taken = LinkMessage { link_id: repair.link.id.to_bytes(), ..world.message() };
    let secret = world.seal(&taken);
    is_unknown(&world, world.with_secret(LinkKind::Company, &secret), "the id of a repair").await;
    let target = LinkTarget::Connection(connection.to_bytes());
    let taken = LinkMessage { link_id: minted.link.id.to_bytes(), target, ..world.message() };
    let secret = world.seal(&taken);
    is_unknown(&world, world.with_secret(LinkKind::Connection, &secret), "the id of a new one").await;
}

#[tokio::test]
async fn t059_a_message_that_repairs_what_is_not_the_companys_is_no_link() {
    let world = World::new().await;
    let stranger = crate::rights::other_workspace(&world).await;
    let other = new_company(&world.ls, &world.caller, "Nachbar AG").await;
    let foreign = new_company(&world.ls, &stranger, "Fremde GmbH").await;
    let mine = world.connected().await.connection_id;
    let row = world.connections().await.remove(0);
    let mut ids = vec![[0x77; 16]];
    for (number, company) in [(1_u128, &other), (2, &foreign)] {
        let id = latchstring_domain::id::ConnectionId::from_uuid(uuid::Uuid::from_u128(number));
        let moved = latchstring_domain::connection::Connection {
            id,
            company_id: company.id,
            workspace_id: company.workspace_id,
            invitation_id: None,
            initial_sites: Vec::new(),
            ..row.clone()
        };
        world.write(latchstring_storage::Change::CreateConnection(moved)).await;
        ids.push(id.to_bytes());
    }
    for id in ids {
        let message = LinkMessage { target: LinkTarget::Connection(id), ..world.message() };
        let secret = world.seal(&message);
        is_unknown(&world, world.with_secret(LinkKind::Connection, &secret), &format!("{id:?}")).await;
    }
    let target = LinkTarget::Connection(mine.to_bytes());
    let secret = world.seal(&LinkMessage { target, ..world.message() });
    assert_eq!(usable(&world.ls, world.with_secret(LinkKind::Connection, &secret)).await, Ok(()));
}
