use std::collections::BTreeSet;
use std::time::Duration;

use latchstring_domain::invitation::DraftError;
use latchstring_domain::magic_link::{LinkOrigin, MagicLinkStatus};
use latchstring_domain::prefill::{Locks, Prefill, PrefillField, ProviderHint};
use latchstring_domain::provider::ProviderUrl;
use latchstring_secrets::sealed_link::text_len;
use latchstring_service::magic_link::{self, LinkKind, MintCompanyLink, MintConnectionLink, MintError};
use latchstring_service::{Failure, MAX_PER_PAGE, Thing, flow_session};
use secrecy::ExposeSecret as _;

use super::usable;
use crate::harness::{World, magic, new_company, new_site, origin, secret};

#[tokio::test]
async fn a_minted_link_is_at_its_documented_address_and_opens() {
    let world = World::new().await;
    let connection = world.connected().await.connection_id;
    let (new, repair) = (world.mint().await, world.mint_to_repair(connection).await);
    let public_id = &world.company.public_id;
    let base = format!("https://connect.example/p/connect/{public_id}");
    assert_eq!(new.url.expose_secret(), format!("{base}/{}", secret(&new)));
    assert_eq!(repair.url.expose_secret(), format!("{base}/workflow/{}", secret(&repair)));
    for minted in [&new, &repair] {
        assert_eq!(usable(&world.ls, magic(minted)).await, Ok(()));
        assert_eq!(minted.link.origin, LinkOrigin::Minted);
        assert_eq!(&minted.link.created_by, world.caller.actor());
    }
}

#[tokio::test]
async fn t030_the_length_tells_little_of_what_is_filled_in() {
    let world = World::new().await;
    let mut lengths = BTreeSet::new();
    let steps: BTreeSet<usize> = (0..2000).map(text_len).collect();
    for letters in 1..60 {
        let url = format!("https://{}.example", "a".repeat(letters));
        let provider = Some(ProviderHint::Url(ProviderUrl::parse(&url).unwrap()));
        let prefill = Prefill { provider, ..Prefill::default() };
        let minted = world.try_mint(world.mint_wish(prefill)).await.unwrap();
        assert!(steps.contains(&secret(&minted).len()));
        lengths.insert(secret(&minted).len());
    }
    assert!((2..=3).contains(&lengths.len()), "59 prefills have {} lengths", lengths.len());
}

#[tokio::test]
async fn t030_a_link_that_would_be_too_long_names_what_makes_it_so() {
    let world = World::new().await;
    let mut sites = Vec::new();
    for number in 0..100 {
        sites.push(new_site(&world.ls, &world.caller, &world.company, &format!("Haus {number}")).await.id);
    }
    let (mut longest, mut refused, mut minted_before) = (0, 0, 0);
    for count in (0..=sites.len()).step_by(5) {
        let prefill = Prefill { initial_sites: sites[..count].to_vec(), ..Prefill::default() };
        match world.try_mint(world.mint_wish(prefill)).await {
            Ok(minted) => {
                assert_eq!(refused, 0, "more fits where less does not");
                longest = longest.max(minted.url.expose_secret().len());
                minted_before += 1;
            }
            Err(MintError::TooLong { field }) => {
                assert_eq!(field, "initialSites");
                refused += 1;
            }
            Err(other) => panic!("{other:?}"),
        }
    }
    assert!((1800..=2000).contains(&longest) && refused > 0, "{longest} characters, {refused} refused");
    assert_eq!(world.magic_links().await.len(), minted_before, "a refused link leaves no row");
}

#[tokio::test]
async fn what_does_not_fit_together_is_refused_and_leaves_nothing() {
    let world = World::new().await;
    let connection = world.connected().await.connection_id;
    let other = new_company(&world.ls, &world.caller, "Nachbar AG").await;
    let foreign = new_site(&world.ls, &world.caller, &other, "Nebenstraße 1").await;
    let before = world.snapshot().await;

    let sites = Prefill { initial_sites: vec![world.sites[0].id, foreign.id], ..Prefill::default() };
    let refused = world.try_mint(world.mint_wish(sites)).await;
    assert!(matches!(refused, Err(MintError::UnknownSites(sites)) if sites == [foreign.id]));
    let nobody = latchstring_domain::id::ProviderId::from_uuid(uuid::Uuid::from_u128(9));
    let provider = Prefill { provider: Some(ProviderHint::Id(nobody)), ..Prefill::default() };
    let refused = world.try_mint(world.mint_wish(provider)).await;
    assert!(matches!(refused, Err(MintError::UnknownProvider(id)) if id == nobody));
    let lifetime = Some(Duration::from_secs(59));
    let short = MintCompanyLink { lifetime, ..world.mint_wish(Prefill::default()) };
    let refused = world.try_mint(short).await;
    assert!(matches!(refused, Err(MintError::Draft(DraftError::LifetimeTooShort))));
    let locks = Locks::from([PrefillField::Country]);
    let locked = MintCompanyLink { locks, ..world.mint_wish(Prefill::default()) };
    assert!(matches!(world.try_mint(locked).await, Err(MintError::Draft(DraftError::Lock(_)))));
    let wish = MintConnectionLink { connection_id: connection, company_id: Some(other.id), lifetime: None };
    let refused = magic_link::mint_connection_link(&world.ls, &world.caller, wish).await;
    assert!(matches!(refused, Err(MintError::Failed(Failure::NotFound(Thing::Connection)))));
    assert_eq!(world.snapshot().await, before);
}

#[tokio::test]
async fn t062_every_magic_link_is_listed_and_can_be_killed_there() {
    let world = World::new().await;
    let connection = world.connected().await.connection_id;
    let (new, repair) = (world.mint().await, world.mint_to_repair(connection).await);
    let wish = MintConnectionLink {
        connection_id: connection,
        company_id: Some(world.company.id),
        lifetime: Some(Duration::from_secs(600)),
    };
    let named = magic_link::mint_connection_link(&world.ls, &world.caller, wish).await.unwrap();
    let adopted = world.seal(&world.message());
    let adopted = world.with_secret(LinkKind::Company, &adopted);
    flow_session::open(&world.ls, adopted, &origin(1)).await.unwrap();

    let listed = world.magic_links().await;
    let mut ids: Vec<_> = [&new, &repair, &named].iter().map(|minted| minted.link.id.to_bytes()).collect();
    ids.push([0x5a; 16]);
    ids.sort_unstable_by(|a, b| b.cmp(a));
    assert_eq!(listed.iter().map(|view| view.link.id.to_bytes()).collect::<Vec<_>>(), ids);
    for view in &listed {
        assert_eq!(view.status, MagicLinkStatus::Active);
        magic_link::revoke(&world.ls, &world.caller, view.link.id).await.unwrap();
    }
    assert!(world.magic_links().await.iter().all(|view| view.status == MagicLinkStatus::Revoked));
    for presented in [magic(&new), magic(&repair), magic(&named), adopted] {
        assert!(usable(&world.ls, presented).await.is_err());
    }
}

#[tokio::test]
async fn paging_sees_every_link_once_and_none_of_another_company() {
    let world = World::new().await;
    let other = new_company(&world.ls, &world.caller, "Nachbar AG").await;
    let wish = MintCompanyLink { company_id: other.id, ..world.mint_wish(Prefill::default()) };
    world.try_mint(wish).await.unwrap();
    for _ in 0..7 {
        world.mint().await;
    }
    let all: Vec<_> = world.magic_links().await.iter().map(|view| view.link.id).collect();
    assert_eq!(all.len(), 7);
    for per_page in [0, 1, 3, 7, MAX_PER_PAGE + 5] {
        let (mut seen, mut last) = (Vec::new(), None);
        loop {
            let page =
                magic_link::list(&world.ls, &world.caller, world.company.id, last, per_page).await.unwrap();
            seen.extend(page.items.iter().map(|view| view.link.id));
            last = page.next;
            if last.is_none() {
                break;
            }
        }
        assert_eq!(seen, all, "{per_page} a page");
    }
}
