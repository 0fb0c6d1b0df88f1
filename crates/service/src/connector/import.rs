use std::collections::{BTreeMap, BTreeSet};

use latchstring_domain::Version;
use latchstring_domain::api_key::Scope;
use latchstring_domain::event::{EventData, EventKind};
use latchstring_domain::id::ProviderId;
use latchstring_domain::key::ConnectorKey;
use latchstring_domain::provider::{Connector, Provider, ProviderUrl, SignInMethod};
use latchstring_domain::sign_in::SignInForm;
use latchstring_domain::text::ProviderName;
use latchstring_storage::{Change, ChangeSet, Constraint};

use crate::attempts::{Attempts, Commit};
use crate::provider::{OAuthWish, oauth};
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring};

/// The most connectors of one import: they are one commit.
pub const MAX_IMPORT: usize = 1000;

/// One connector to be taken into the catalog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectorImport {
    /// What makes it a connector.
    pub connector: Connector,
    /// Its name, shown to recipients.
    pub name: ProviderName,
    /// Where its customers sign in.
    pub url: ProviderUrl,
    /// The fields its customers fill in.
    pub form: SignInForm,
    /// Our registration there, where its customers agree at the provider itself.
    pub oauth: Option<OAuthWish>,
}

/// What an import did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Imported {
    /// How many connectors are new.
    pub created: usize,
    /// How many were there and are different now.
    pub updated: usize,
    /// How many were there just so.
    pub unchanged: usize,
}

impl Imported {
    pub(super) const fn count(&mut self, verdict: &Verdict) {
        match verdict {
            Verdict::Create => self.created += 1,
            Verdict::Update(_) => self.updated += 1,
            Verdict::Leave => self.unchanged += 1,
        }
    }
}

/// What is to be done with one connector.
pub(super) enum Verdict {
    Create,
    /// The provider as it is now.
    Update(Provider),
    Leave,
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportConnectorsError {
    /// There are more than [`MAX_IMPORT`].
    #[error("at most {MAX_IMPORT} connectors can be imported at once")]
    TooMany,
    /// This key is there twice.
    #[error("the connector {0} is there twice")]
    RepeatedKey(ConnectorKey),
    /// Two connectors have one address.
    #[error("the connectors {0} and {1} have the same address")]
    SameUrl(ConnectorKey, ConnectorKey),
    /// Another provider of the catalog has the address of this connector.
    #[error("the catalog has another provider at the address of the connector {0}")]
    UrlTaken(ConnectorKey),
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Takes connectors into the catalog: a new key is made, a known one is changed, none is removed. All of them, or none.
/// Needs the scope `workspace:manage`.
///
/// A provider that is in the catalog already at a connector's address becomes that connector.
///
/// # Errors
/// [`ImportConnectorsError`].
pub async fn import(
    ls: &Latchstring,
    caller: &Caller,
    wish: &[ConnectorImport],
) -> Result<Imported, ImportConnectorsError> {
    caller.require(ls, Scope::WorkspaceManage).await?;
    check(wish)?;
    let mut attempts = Attempts::new(ls);
    loop {
        let by = By::caller(caller, ls.now());
        let mut chain = Chain::load(ls, caller.workspace_subject()).await.map_err(Failure::from)?;
        let mut imported = Imported::default();
        let mut set = ChangeSet::new();
        for wanted in wish {
            let verdict = judge(ls, caller, wanted).await?;
            imported.count(&verdict);
            let (kind, change, id) = match verdict {
                Verdict::Leave => continue,
                Verdict::Create => {
                    let provider = fresh(ls, &by, wanted);
                    let id = provider.id;
                    (EventKind::ProviderCreated, Change::CreateProvider(provider), id)
                }
                Verdict::Update(old) => {
                    let provider = changed(ls, old, &by, wanted);
                    let id = provider.id;
                    (EventKind::ProviderUpdated, Change::UpdateProvider(provider), id)
                }
            };
            let data = EventData::none()
                .with("providerId", id.to_string())
                .with("connector", wanted.connector.key.as_str());
            set.push(change);
            set.push(chain.append(ls, &by, kind, data));
        }
        match attempts.commit(set).await? {
            Commit::Done => return Ok(imported),
            Commit::Stale => {}
            // Somebody has just named the same provider: find it now.
            Commit::Conflict(Constraint::ProviderUrl | Constraint::ConnectorKey) => attempts.again().await?,
            Commit::Conflict(_) => return Err(Failure::Defect("an import of connectors was refused").into()),
        }
    }
}

pub(super) fn check(wish: &[ConnectorImport]) -> Result<(), ImportConnectorsError> {
    if wish.len() > MAX_IMPORT {
        return Err(ImportConnectorsError::TooMany);
    }
    let mut keys = BTreeSet::new();
    let mut urls: BTreeMap<&ProviderUrl, &ConnectorKey> = BTreeMap::new();
    for wanted in wish {
        let key = &wanted.connector.key;
        if !keys.insert(key) {
            return Err(ImportConnectorsError::RepeatedKey(key.clone()));
        }
        if let Some(other) = urls.insert(&wanted.url, key) {
            return Err(ImportConnectorsError::SameUrl(other.clone(), key.clone()));
        }
    }
    Ok(())
}

/// What is to be done with a connector, as the catalog stands now.
pub(super) async fn judge(
    ls: &Latchstring,
    caller: &Caller,
    wanted: &ConnectorImport,
) -> Result<Verdict, ImportConnectorsError> {
    Ok(match existing(ls, caller, wanted).await? {
        None => Verdict::Create,
        Some(old) if is(&old, wanted) => Verdict::Leave,
        Some(old) => Verdict::Update(old),
    })
}

/// The provider that is this connector, or is to become it.
async fn existing(
    ls: &Latchstring,
    caller: &Caller,
    wanted: &ConnectorImport,
) -> Result<Option<Provider>, ImportConnectorsError> {
    let (store, workspace) = (ls.store(), caller.workspace_id());
    let by_key = store.connector(workspace, &wanted.connector.key).await.map_err(Failure::from)?;
    let by_url = store.provider_by_url(workspace, &wanted.url).await.map_err(Failure::from)?;
    match (by_key, by_url) {
        (Some(by_key), Some(by_url)) if by_key.id != by_url.id => {
            Err(ImportConnectorsError::UrlTaken(wanted.connector.key.clone()))
        }
        (None, Some(by_url)) if by_url.connector.is_some() => {
            Err(ImportConnectorsError::UrlTaken(wanted.connector.key.clone()))
        }
        (by_key, by_url) => Ok(by_key.or(by_url)),
    }
}

fn is(old: &Provider, wanted: &ConnectorImport) -> bool {
    old.listed
        && old.connector.as_ref() == Some(&wanted.connector)
        && old.name == wanted.name
        && old.url == wanted.url
        && old.form == wanted.form
        && oauth::is(old, wanted.oauth.as_ref())
}

fn changed(ls: &Latchstring, old: Provider, by: &By, wanted: &ConnectorImport) -> Provider {
    Provider {
        name: wanted.name.clone(),
        url: wanted.url.clone(),
        method: oauth::method_of(ls, &old, wanted.oauth.as_ref()),
        form: wanted.form.clone(),
        connector: Some(wanted.connector.clone()),
        listed: true,
        updated_at: by.now,
        version: old.version.next(),
        ..old
    }
}

fn fresh(ls: &Latchstring, by: &By, wanted: &ConnectorImport) -> Provider {
    let provider = Provider {
        id: ProviderId::generate(by.now, &mut *ls.rng()),
        workspace_id: by.workspace_id,
        name: wanted.name.clone(),
        url: wanted.url.clone(),
        countries: BTreeSet::new(),
        utility_types: BTreeSet::new(),
        method: SignInMethod::Form,
        form: wanted.form.clone(),
        connector: Some(wanted.connector.clone()),
        logo: None,
        mfa_forwarding: false,
        listed: true,
        created_at: by.now,
        updated_at: by.now,
        version: Version::FIRST,
    };
    Provider { method: oauth::method_of(ls, &provider, wanted.oauth.as_ref()), ..provider }
}
