use latchstring_domain::api_key::{ApiKey, Scope, Scopes};
use latchstring_domain::event::{EventData, EventKind};
use latchstring_domain::id::ApiKeyId;
use latchstring_domain::sealed::Digest;
use latchstring_domain::text::ApiKeyName;
use latchstring_domain::workspace::Mode;
use latchstring_domain::{Timestamp, Version};
use latchstring_secrets::api_key::{ApiKeyMode, ApiKeyText};
use latchstring_storage::{Change, ChangeSet};
use secrecy::SecretString;

use crate::attempts::{Attempts, Commit};
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring, Thing};

/// What a new key is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateApiKey {
    /// Its name.
    pub name: ApiKeyName,
    /// What it may do; at least one thing.
    pub scopes: Scopes,
    /// From when on it is refused.
    pub expires_at: Option<Timestamp>,
}

/// A new key and its text, which is shown this once.
#[derive(Debug)]
pub struct CreatedApiKey {
    /// The key.
    pub key: ApiKey,
    /// Its text.
    pub text: SecretString,
}

/// Why a key was not made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CreateApiKeyError {
    /// It could do nothing.
    #[error("a key needs at least one scope")]
    NoScopes,
    /// It could do more than its maker.
    #[error("a key cannot be given more than its maker may do")]
    MoreThanMaker,
    /// It would have expired already.
    #[error("the expiry must lie in the future")]
    ExpiryPassed,
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Makes a key for the caller's workspace. Needs the scope `workspace:manage`.
///
/// # Errors
/// [`CreateApiKeyError`].
pub async fn create(
    ls: &Latchstring,
    caller: &Caller,
    wish: CreateApiKey,
) -> Result<CreatedApiKey, CreateApiKeyError> {
    caller.require(ls, Scope::WorkspaceManage).await?;
    if wish.scopes.is_empty() {
        return Err(CreateApiKeyError::NoScopes);
    }
    if !caller.may_all(&wish.scopes) {
        return Err(CreateApiKeyError::MoreThanMaker);
    }
    if wish.expires_at.is_some_and(|at| at <= ls.now()) {
        return Err(CreateApiKeyError::ExpiryPassed);
    }
    let workspace = ls.store().workspace(caller.workspace_id()).await.map_err(Failure::from)?;
    let mode = workspace.ok_or(Failure::NotFound(Thing::Workspace))?.mode;
    let text_mode = if mode == Mode::Live { ApiKeyMode::Live } else { ApiKeyMode::Test };
    let text = ApiKeyText::generate(text_mode, &mut *ls.rng());
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        let key = ApiKey {
            id: ApiKeyId::generate(now, &mut *ls.rng()),
            workspace_id: caller.workspace_id(),
            name: wish.name.clone(),
            mode,
            hint: text.hint().to_owned(),
            scopes: wish.scopes.clone(),
            digest: Digest::new(*text.digest().as_bytes()),
            expires_at: wish.expires_at,
            revoked_at: None,
            last_used_at: None,
            replaced_by: None,
            created_at: now,
            version: Version::FIRST,
        };
        let scopes: Vec<String> = key.scopes.iter().map(Scope::to_string).collect();
        let data = EventData::none().with("apiKeyId", key.id.to_string()).with("scopes", scopes);
        let mut chain = Chain::load(ls, caller.workspace_subject()).await.map_err(Failure::from)?;
        let event = chain.append(ls, &By::caller(caller, now), EventKind::ApiKeyCreated, data);
        match attempts.commit(ChangeSet::new().with(Change::CreateApiKey(key.clone())).with(event)).await? {
            Commit::Done => return Ok(CreatedApiKey { key, text: SecretString::from(text.expose()) }),
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("a new API key was refused").into()),
        }
    }
}
