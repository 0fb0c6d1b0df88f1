use std::sync::Arc;

use latchstring_secrets::keyring::Keyring;
use latchstring_secrets::link_openers::LinkOpeners;
use latchstring_service::ports::Clock;
use latchstring_service::{ClientSecrets, KeyringCheckError, Latchstring, Parts, check_keyring};
use latchstring_sign_in::oauth::OAuthParts;
use latchstring_sign_in::{Drivers, OAuth, Sandbox, SandboxCollector};
use latchstring_storage::Store;
use latchstring_web_kit::base_url::BaseUrl;

use crate::ports::{BaseUrlLinks, GuardedOutgoing, OsRandomness, SystemClock};

/// The path that providers send recipients back to, behind the public address.
const CALLBACK: &str = "/p/oauth/callback";

/// Puts the use cases together over a migrated store, and proves that the keyring belongs to it.
///
/// # Errors
/// [`KeyringCheckError`]: the keyring is another database's, or the storage failed.
pub async fn latchstring(
    store: Arc<dyn Store>,
    keyring: Keyring,
    base_url: BaseUrl,
    link_openers: LinkOpeners,
    outgoing: GuardedOutgoing,
) -> Result<Latchstring, KeyringCheckError> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let (keyring, randomness) = (Arc::new(keyring), Arc::new(OsRandomness));
    let oauth = OAuth::new(OAuthParts {
        secrets: ClientSecrets::new(Arc::clone(&keyring)),
        outgoing: Arc::new(outgoing),
        clock: Arc::clone(&clock),
        randomness: Arc::<OsRandomness>::clone(&randomness),
        redirect_uri: format!("{}{CALLBACK}", base_url.as_str().trim_end_matches('/')),
    });
    let ls = Latchstring::new(Parts {
        store,
        keyring,
        sign_in: Arc::new(Drivers::new(Sandbox::new(Arc::clone(&clock))).with_oauth(oauth)),
        collector: Arc::new(SandboxCollector::default()),
        clock,
        randomness,
        links: Arc::new(BaseUrlLinks(base_url)),
    })
    .with_link_openers(link_openers);
    check_keyring(&ls).await?;
    Ok(ls)
}
