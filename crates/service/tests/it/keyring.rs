//! Whether the keys belong to the database.

use std::sync::Arc;

use latchstring_domain::workspace::{ExpiryPolicy, Mode};
use latchstring_service::{KeyringCheckError, Latchstring, check_keyring, workspace};
use latchstring_storage::Store as _;

use crate::harness::{Fault, FaultyStore, Seeded, SetClock, deployment, keyring, origin};

fn with_keys(store: &Arc<FaultyStore>, seed: u64) -> Latchstring {
    let (keyring, clock) = (Arc::new(keyring(seed)), Arc::new(SetClock::at(1)));
    deployment(store.clone(), keyring, clock, Arc::new(Seeded::default())).0
}

#[tokio::test]
async fn t169_another_keyring_than_the_first_is_refused() {
    let store = Arc::new(FaultyStore::default());
    check_keyring(&with_keys(&store, 1)).await.unwrap();
    let canary = store.canary().await.unwrap();

    check_keyring(&with_keys(&store, 1)).await.unwrap();
    let other = check_keyring(&with_keys(&store, 2)).await;

    assert!(matches!(other, Err(KeyringCheckError::Wrong(_))), "{other:?}");
    assert_eq!(store.canary().await.unwrap(), canary, "the true keyring's canary stands");
}

#[tokio::test]
async fn t169_of_two_servers_with_different_keys_one_starts() {
    let store = Arc::new(FaultyStore::default());
    let (one, two) = (with_keys(&store, 1), with_keys(&store, 2));

    let results: [Result<(), KeyringCheckError>; 2] =
        tokio::join!(check_keyring(&one), check_keyring(&two)).into();

    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1, "{results:?}");
    assert!(results.iter().any(|result| matches!(result, Err(KeyringCheckError::Wrong(_)))));
}

#[tokio::test]
async fn t169_data_without_a_canary_takes_no_keyring() {
    let store = Arc::new(FaultyStore::default());
    let ls = with_keys(&store, 1);
    let name = latchstring_domain::text::WorkspaceName::parse("Acme").unwrap();
    let wish = workspace::CreateWorkspace {
        name,
        environment: None,
        mode: Mode::Live,
        expiry: ExpiryPolicy::default(),
    };
    workspace::create(&ls, "olivia", origin(1), wish).await.unwrap();

    let refused = check_keyring(&ls).await;

    assert!(matches!(refused, Err(KeyringCheckError::NoCanary)), "{refused:?}");
    assert_eq!(store.canary().await.unwrap(), None);
}

#[tokio::test]
async fn a_canary_that_could_not_be_planted_is_planted_at_the_next_start() {
    let store = Arc::new(FaultyStore::default());
    store.fail_next(Fault::Unavailable);
    let failed = check_keyring(&with_keys(&store, 1)).await;
    assert!(matches!(failed, Err(KeyringCheckError::Storage(_))));
    check_keyring(&with_keys(&store, 1)).await.unwrap();
}
