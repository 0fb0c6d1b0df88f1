use std::collections::BTreeSet;

use latchstring_domain::Version;
use latchstring_domain::event::{EventData, EventKind, Subject};
use latchstring_domain::id::ProviderId;
use latchstring_domain::provider::{Provider, ProviderUrl, SignInMethod};
use latchstring_domain::sign_in::SignInForm;
use latchstring_domain::text::ProviderName;
use latchstring_storage::{Change, StorageError};

use crate::record::{By, Chain};
use crate::{Failure, Latchstring};

/// A provider that somebody named by its address: one of the catalog, or a new unlisted one with the changes that
/// put it there.
pub(crate) struct Resolved {
    pub(crate) provider: Provider,
    pub(crate) changes: Vec<Change>,
}

/// The provider of a workspace at this address. One that is not in the catalog is taken in unlisted, with a plain
/// sign-in form, and is called by its domain.
///
/// The name somebody typed for it is only told in the event: the next recipient who types the same address would
/// otherwise be shown words that a stranger chose.
pub(crate) async fn resolve_url(
    ls: &Latchstring,
    by: &By,
    url: &ProviderUrl,
    typed: Option<&ProviderName>,
) -> Result<Resolved, Failure> {
    if let Some(provider) = find_url(ls, by, url).await? {
        return Ok(Resolved { provider, changes: Vec::new() });
    }
    let name = name(url).ok_or(Failure::Defect("a domain is no name"))?;
    let provider = Provider {
        id: ProviderId::generate(by.now, &mut *ls.rng()),
        workspace_id: by.workspace_id,
        name,
        url: url.clone(),
        countries: BTreeSet::new(),
        utility_types: BTreeSet::new(),
        method: SignInMethod::Form,
        form: SignInForm::username_and_password(),
        connector: None,
        logo: None,
        mfa_forwarding: false,
        listed: false,
        created_at: by.now,
        updated_at: by.now,
        version: Version::FIRST,
    };
    let mut chain = Chain::load(ls, Subject::Workspace(by.workspace_id)).await?;
    let mut data = EventData::none().with("providerId", provider.id.to_string()).with("url", url.as_str());
    if let Some(typed) = typed {
        data = data.with("typedName", typed.as_str());
    }
    let event = chain.append(ls, by, EventKind::ProviderCreated, data);
    Ok(Resolved { changes: vec![Change::CreateProvider(provider.clone()), event], provider })
}

/// The domain; of one that is too long for a name the end, which says whose it is. A domain is ASCII.
fn name(url: &ProviderUrl) -> Option<ProviderName> {
    let domain = url.domain();
    let end = domain.get(domain.len().saturating_sub(ProviderName::MAX)..)?;
    ProviderName::parse(end).ok()
}

async fn find_url(ls: &Latchstring, by: &By, url: &ProviderUrl) -> Result<Option<Provider>, StorageError> {
    ls.store().provider_by_url(by.workspace_id, url).await
}
