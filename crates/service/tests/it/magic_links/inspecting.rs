use latchstring_domain::company::PublicCompanyId;
use latchstring_domain::invitation::NotUsable;
use latchstring_secrets::link_message::{LinkMessage, LinkTarget, OpenLinkError};
use latchstring_secrets::sealed_link::OpenError;
use latchstring_service::Latchstring;
use latchstring_service::magic_link::{self, InspectError, Inspection, LinkKind, SecretRefused};

use crate::harness::{World, magic, new_company, secret};

async fn look(
    world: &World,
    ls: &Latchstring,
    kind: LinkKind,
    company: &PublicCompanyId,
    secret: &str,
) -> Result<Inspection, SecretRefused> {
    match magic_link::inspect(ls, &world.caller, kind, company, secret).await {
        Ok(inspection) => Ok(inspection),
        Err(InspectError::Refused(why)) => Err(why),
        Err(other) => panic!("{other:?}"),
    }
}

async fn inspect(world: &World, kind: LinkKind, secret: &str) -> Result<Inspection, SecretRefused> {
    look(world, &world.ls, kind, &world.company.public_id, secret).await
}

#[tokio::test]
async fn support_sees_what_a_secret_holds_and_nothing_changes() {
    let world = World::new().await;
    let connection = world.connected().await.connection_id;
    let (minted, repair) = (world.mint_for(60).await, world.mint_to_repair(connection).await);
    let before = world.snapshot().await;

    let found = inspect(&world, LinkKind::Company, secret(&minted)).await.unwrap();
    assert_eq!((found.has_row, found.usable, found.link), (true, Ok(()), minted.link.clone()));
    let found = inspect(&world, LinkKind::Connection, secret(&repair)).await.unwrap();
    assert_eq!((found.has_row, found.link), (true, repair.link.clone()));
    let rowless = world.seal(&world.message());
    let found = inspect(&world, LinkKind::Company, &rowless).await.unwrap();
    assert_eq!((found.has_row, found.usable, found.link.id.to_bytes()), (false, Ok(()), [0x5a; 16]));
    assert_eq!(world.snapshot().await, before);

    world.clock.advance(std::time::Duration::from_secs(60));
    let found = inspect(&world, LinkKind::Company, secret(&minted)).await.unwrap();
    assert_eq!(found.usable, Err(NotUsable::Expired { at: world.now() }));
    magic_link::revoke(&world.ls, &world.caller, repair.link.id).await.unwrap();
    let found = inspect(&world, LinkKind::Connection, secret(&repair)).await.unwrap();
    assert_eq!(found.usable, Err(NotUsable::Revoked { at: world.now() }));
}

#[tokio::test]
async fn support_is_told_each_reason_that_a_stranger_is_not() {
    let world = World::new().await;
    let minted = world.mint().await;
    let other = new_company(&world.ls, &world.caller, "Nachbar AG").await;
    let sealed = |why| SecretRefused::DoesNotOpen(OpenLinkError::Sealed(why));
    let good = secret(&minted);

    assert_eq!(inspect(&world, LinkKind::Company, "x").await, Err(sealed(OpenError::Malformed)));
    assert_eq!(inspect(&world, LinkKind::Connection, good).await, Err(sealed(OpenError::BadTag)));
    let moved = look(&world, &world.ls, LinkKind::Company, &other.public_id, good).await;
    assert_eq!(moved, Err(sealed(OpenError::BadTag)));
    let ls = world.restarted_with(world.rotated().disable(world.keyring.primary_id()).unwrap());
    let disabled = look(&world, &ls, LinkKind::Company, &world.company.public_id, good).await;
    assert_eq!(disabled, Err(sealed(OpenError::UnknownKey)));

    let message = world.message();
    let now = world.now().unix_seconds();
    let reasons = [
        (LinkMessage { company_id: other.id.to_bytes(), ..message.clone() }, SecretRefused::OtherCompany),
        (LinkMessage { issued_at: now + 301, ..message.clone() }, SecretRefused::FromTheFuture),
        (LinkMessage { expires_at: Some(i64::MAX), ..message.clone() }, SecretRefused::ImpossibleTimes),
    ];
    for (message, why) in reasons {
        assert_eq!(inspect(&world, LinkKind::Company, &world.seal(&message)).await, Err(why));
    }
    let target = LinkTarget::Connection([0x77; 16]);
    let nowhere = world.seal(&LinkMessage { target, ..message.clone() });
    assert_eq!(inspect(&world, LinkKind::Connection, &nowhere).await, Err(SecretRefused::NoConnection));
    let taken = world.seal(&LinkMessage { link_id: minted.link.id.to_bytes(), target, ..message });
    assert_eq!(inspect(&world, LinkKind::Connection, &taken).await, Err(SecretRefused::OtherLink));
    assert_eq!(super::usable(&world.ls, magic(&minted)).await, Ok(()));
}
