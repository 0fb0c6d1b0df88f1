use std::sync::Arc;

use latchstring_secrets::keyring::Keyring;
use latchstring_secrets::link_openers::LinkOpeners;
use latchstring_service::ports::Clock;
use latchstring_service::{KeyringCheckError, Latchstring, Parts, check_keyring};
use latchstring_sign_in::{Drivers, Sandbox, SandboxCollector};
use latchstring_storage::Store;
use latchstring_web_kit::base_url::BaseUrl;

use crate::ports::{BaseUrlLinks, OsRandomness, SystemClock};

/// Puts the use cases together over a migrated store, and proves that the keyring belongs to it.
///
/// # Errors
/// [`KeyringCheckError`]: the keyring is another database's, or the storage failed.
pub async fn latchstring(
    store: Arc<dyn Store>,
    keyring: Keyring,
    base_url: BaseUrl,
    link_openers: LinkOpeners,
) -> Result<Latchstring, KeyringCheckError> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let ls = Latchstring::new(Parts {
        store,
        keyring: Arc::new(keyring),
        sign_in: Arc::new(Drivers::new(Sandbox::new(Arc::clone(&clock)))),
        collector: Arc::new(SandboxCollector::default()),
        clock,
        randomness: Arc::new(OsRandomness),
        links: Arc::new(BaseUrlLinks(base_url)),
    })
    .with_link_openers(link_openers);
    check_keyring(&ls).await?;
    Ok(ls)
}
