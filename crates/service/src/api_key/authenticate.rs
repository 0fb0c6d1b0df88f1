use std::time::Duration;

use latchstring_domain::api_key::{ApiKey, KeyRefused};
use latchstring_domain::event::Origin;
use latchstring_domain::sealed::Digest;
use latchstring_secrets::api_key::ApiKeyText;
use latchstring_storage::{Change, ChangeSet, StorageError};

use crate::{Caller, Latchstring};

/// How exact the time of a key's last use is kept.
const LAST_USE_STEP: Duration = Duration::from_secs(60);

/// Why a request's key was refused. To the outside the first two are one: a stranger learns nothing of which keys
/// exist.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AuthenticateError {
    /// The text is not a key, or no key of ours.
    #[error("not a known API key")]
    Unknown,
    /// The key was revoked or has expired.
    #[error(transparent)]
    Refused(#[from] KeyRefused),
    /// The storage failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Who calls, by the key that the request carries. A text with a wrong checksum is refused without a look-up.
///
/// # Errors
/// [`AuthenticateError`].
pub async fn authenticate(ls: &Latchstring, text: &str, origin: Origin) -> Result<Caller, AuthenticateError> {
    let text = ApiKeyText::parse(text).map_err(|_| AuthenticateError::Unknown)?;
    let digest = Digest::new(*text.digest().as_bytes());
    let key = ls.store().api_key_by_digest(&digest).await?.ok_or(AuthenticateError::Unknown)?;
    key.usable(ls.now())?;
    note_use(ls, &key).await;
    Ok(Caller::api_key(&key, origin))
}

/// Best effort: a key must not stop working because its last use cannot be written down. Refused means that another
/// request noted its use at the same time, or that the key was just changed; and a storage that fails will say so to the
/// use case that comes next.
async fn note_use(ls: &Latchstring, key: &ApiKey) {
    let now = ls.now();
    if key.last_used_at.is_some_and(|last| now.since(last) < LAST_USE_STEP) {
        return;
    }
    let used = ApiKey { last_used_at: Some(now), version: key.version.next(), ..key.clone() };
    let _ = ls.store().commit(ChangeSet::new().with(Change::UpdateApiKey(used))).await;
}
