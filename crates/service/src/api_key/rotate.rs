use latchstring_domain::api_key::{ApiKey, FreshKey, Rotated, RotationRefused, Scope};
use latchstring_domain::event::{EventData, EventKind};
use latchstring_domain::id::ApiKeyId;
use latchstring_domain::overlap::SecretOverlap;
use latchstring_domain::sealed::Digest;
use latchstring_domain::workspace::Mode;
use latchstring_secrets::api_key::{ApiKeyMode, ApiKeyText};
use latchstring_storage::{Change, ChangeSet};
use secrecy::SecretString;

use crate::attempts::{Attempts, Commit};
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring, Thing};

/// A key, its successor, and the successor's text, which is shown this once.
#[derive(Debug)]
pub struct RotatedApiKey {
    /// The key before, with the time at which it ends.
    pub before: ApiKey,
    /// The key that takes its place.
    pub key: ApiKey,
    /// The text of the key that takes its place.
    pub text: SecretString,
}

/// Why a key was not rotated.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RotateApiKeyError {
    /// It has ended, or has a successor.
    #[error(transparent)]
    Refused(#[from] RotationRefused),
    /// It can do more than the caller, who would hold its successor.
    #[error("a key can be rotated only by who may do all that it may")]
    MoreThanCaller,
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Makes a key that takes the place of another; for the overlap both let in. Needs the scope `workspace:manage`, and every
/// scope of the key.
///
/// # Errors
/// [`RotateApiKeyError`].
pub async fn rotate(
    ls: &Latchstring,
    caller: &Caller,
    id: ApiKeyId,
    overlap: SecretOverlap,
) -> Result<RotatedApiKey, RotateApiKeyError> {
    caller.require(ls, Scope::WorkspaceManage).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        let found = ls.store().api_key(id).await.map_err(Failure::from)?;
        let key = caller.own(ls, Thing::ApiKey, found).await?;
        if !caller.may_all(&key.scopes) {
            return Err(RotateApiKeyError::MoreThanCaller);
        }
        let mode = if key.mode == Mode::Live { ApiKeyMode::Live } else { ApiKeyMode::Test };
        let text = ApiKeyText::generate(mode, &mut *ls.rng());
        let fresh = FreshKey {
            id: ApiKeyId::generate(now, &mut *ls.rng()),
            hint: text.hint().to_owned(),
            digest: Digest::new(*text.digest().as_bytes()),
        };
        let Rotated { before, successor } = key.rotate(fresh, overlap, now)?;
        let data = EventData::none()
            .with("apiKeyId", id.to_string())
            .with("successorId", successor.id.to_string())
            .with("overlapSeconds", i64::try_from(overlap.span().as_secs()).unwrap_or(i64::MAX));
        let mut chain = Chain::load(ls, caller.workspace_subject()).await.map_err(Failure::from)?;
        let event = chain.append(ls, &By::caller(caller, now), EventKind::ApiKeyRotated, data);
        let set = ChangeSet::new()
            .with(Change::CreateApiKey(successor.clone()))
            .with(Change::UpdateApiKey(before.clone()))
            .with(event);
        match attempts.commit(set).await? {
            Commit::Done => {
                let text = SecretString::from(text.expose());
                return Ok(RotatedApiKey { before, key: successor, text });
            }
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("a new API key was refused").into()),
        }
    }
}
