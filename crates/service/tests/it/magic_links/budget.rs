//! How many links one key may seal.

use latchstring_service::magic_link::{self, MAX_LINKS_OF_A_KEY, MintError};
use latchstring_storage::{Change, ChangeSet, Store as _};

use crate::harness::World;

/// The count of blocks that stands, and the limit that it is made under.
async fn counted(world: &World) -> Vec<Change> {
    let sets = world.store.take_committed();
    let changes = sets.into_iter().flat_map(|set| set.into_changes());
    changes.filter(|change| matches!(change, Change::Tally { .. })).collect()
}

/// Counts as if so many blocks of links had been minted, by whatever servers.
async fn count_ahead(world: &World, block: &Change, blocks: u32) {
    const AT_ONCE: u32 = 1 << 14;
    let mut left = blocks;
    while left > 0 {
        let now = left.min(AT_ONCE);
        let set = (0..now).fold(ChangeSet::new(), |set, _| set.with(block.clone()));
        world.store.commit(set).await.unwrap();
        left -= now;
    }
    world.store.take_committed();
}

#[tokio::test]
async fn t028_a_key_that_has_sealed_two_to_the_32nd_links_seals_no_more_until_another_is_promoted() {
    let world = World::new().await;
    world.store.take_committed();
    world.mint().await;
    let block = counted(&world).await.remove(0);
    let Change::Tally { limit, .. } = block else { panic!("{block:?}") };
    let of_a_block = magic_link::links_of_the_primary_key(&world.ls).await.unwrap();
    assert_eq!(u64::from(limit) * of_a_block, MAX_LINKS_OF_A_KEY);
    assert_eq!(MAX_LINKS_OF_A_KEY, 1 << 32);

    count_ahead(&world, &block, limit - 1).await;
    assert_eq!(magic_link::links_of_the_primary_key(&world.ls).await.unwrap(), MAX_LINKS_OF_A_KEY);
    for _ in 1..of_a_block {
        world.mint().await;
    }
    let refused = world.try_mint(world.mint_wish(Default::default())).await;
    assert!(matches!(refused, Err(MintError::KeyUsedUp)), "{refused:?}");

    let other = world.restarted_with(world.rotated());
    let minted =
        magic_link::mint_company_link(&other, &world.caller, world.mint_wish(Default::default())).await;
    assert_eq!(minted.unwrap().link.key_id, world.rotated().primary_id().to_bytes());
    assert_eq!(magic_link::links_of_the_primary_key(&other).await.unwrap(), of_a_block);
}

#[tokio::test]
async fn t028_two_servers_count_into_one_number_and_one_that_is_started_anew_counts_ahead() {
    let world = World::new().await;
    world.mint().await;
    let of_a_block = magic_link::links_of_the_primary_key(&world.ls).await.unwrap();
    let second = world.restarted_with((*world.keyring).clone());
    for _ in 0..3 {
        world.mint().await;
        let wish = world.mint_wish(Default::default());
        magic_link::mint_company_link(&second, &world.caller, wish).await.unwrap();
    }
    assert_eq!(magic_link::links_of_the_primary_key(&second).await.unwrap(), 2 * of_a_block);
}
