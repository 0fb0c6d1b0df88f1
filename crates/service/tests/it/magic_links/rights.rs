use latchstring_domain::api_key::Scope;
use latchstring_service::Thing;
use latchstring_service::magic_link::{self, LinkKind, MintConnectionLink};

use crate::harness::{World, secret};
use crate::rights::{caller_with, missing, not_found, other_workspace};

#[tokio::test]
async fn t042_magic_links_of_another_workspace_are_not_found_and_each_try_is_written_down() {
    let world = World::new().await;
    let other = other_workspace(&world).await;
    let connection_id = world.connected().await.connection_id;
    let minted = world.mint().await;
    let before = world.snapshot().await;

    let (ls, company, now) = (&world.ls, world.company.id, world.now());
    let wish = world.mint_wish(Default::default());
    not_found(&magic_link::mint_company_link(ls, &other, wish).await.unwrap_err(), Thing::Company);
    let wish = MintConnectionLink { connection_id, company_id: None, lifetime: None };
    not_found(&magic_link::mint_connection_link(ls, &other, wish).await.unwrap_err(), Thing::Connection);
    not_found(&magic_link::list(ls, &other, company, None, 10).await.unwrap_err(), Thing::Company);
    not_found(&magic_link::revoke(ls, &other, minted.link.id).await.unwrap_err(), Thing::MagicLink);
    not_found(&magic_link::cut_off(ls, &other, company, now).await.unwrap_err(), Thing::Company);
    let (kind, public_id) = (LinkKind::Company, &world.company.public_id);
    let looked = magic_link::inspect(ls, &other, kind, public_id, secret(&minted)).await;
    not_found(&looked.unwrap_err(), Thing::Company);

    assert_eq!(world.snapshot().await, before);
    assert_eq!(crate::rights::denials(&world, &other).await, 6);
}

#[tokio::test]
async fn t042_without_the_scope_no_magic_link_is_minted_seen_or_killed() {
    let world = World::new().await;
    let minted = world.mint().await;
    let writer = caller_with(&world, [Scope::InvitationsWrite]).await;
    let reader = caller_with(&world, [Scope::InvitationsRead]).await;
    let before = (world.magic_links().await, world.snapshot().await.companies);
    let (ls, company, now) = (&world.ls, world.company.id, world.now());
    let wish = || world.mint_wish(Default::default());

    let failed = magic_link::mint_company_link(ls, &writer, wish()).await.unwrap_err();
    missing(failed, Scope::LinksReveal);
    let failed = magic_link::mint_company_link(ls, &reader, wish()).await.unwrap_err();
    missing(failed, Scope::InvitationsWrite);
    let failed = magic_link::list(ls, &writer, company, None, 10).await.unwrap_err();
    missing(failed, Scope::InvitationsRead);
    let failed = magic_link::revoke(ls, &reader, minted.link.id).await.unwrap_err();
    missing(failed, Scope::InvitationsWrite);
    let failed = magic_link::cut_off(ls, &reader, company, now).await.unwrap_err();
    missing(failed, Scope::InvitationsWrite);
    let (kind, public_id) = (LinkKind::Company, &world.company.public_id);
    let failed = magic_link::inspect(ls, &reader, kind, public_id, secret(&minted)).await.unwrap_err();
    missing(failed, Scope::LinksReveal);

    assert_eq!((world.magic_links().await, world.snapshot().await.companies), before);
    assert_eq!(world.denials().await.len(), 6);
    let both = caller_with(&world, [Scope::InvitationsWrite, Scope::LinksReveal]).await;
    magic_link::mint_company_link(ls, &both, wish()).await.unwrap();
}
