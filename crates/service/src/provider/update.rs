use std::collections::BTreeSet;

use latchstring_domain::api_key::Scope;
use latchstring_domain::country::Country;
use latchstring_domain::event::{EventData, EventKind};
use latchstring_domain::id::ProviderId;
use latchstring_domain::provider::{Provider, ProviderUrl};
use latchstring_domain::sign_in::SignInForm;
use latchstring_domain::text::ProviderName;
use latchstring_domain::utility::UtilityTypes;
use latchstring_storage::{Change, ChangeSet, Constraint};

use super::get::find;
use super::oauth::{self, OAuthWish};
use crate::attempts::{Attempts, Commit};
use crate::company::set;
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring};

/// What is to change about a provider: `None` leaves a part as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProviderChanges {
    /// Its name.
    pub name: Option<ProviderName>,
    /// Where its customers sign in.
    pub url: Option<ProviderUrl>,
    /// The countries it serves.
    pub countries: Option<BTreeSet<Country>>,
    /// What it delivers.
    pub utility_types: Option<UtilityTypes>,
    /// The fields its customers fill in.
    pub form: Option<SignInForm>,
    /// Our registration there; `Some(None)` makes it a provider whose form is filled in.
    pub oauth: Option<Option<OAuthWish>>,
    /// Whether it mails codes that its customers have to forward.
    pub mfa_forwarding: Option<bool>,
    /// Whether recipients find it in the catalog.
    pub listed: Option<bool>,
}

/// Why a provider was not changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UpdateProviderError {
    /// Another provider is at this address.
    #[error("another provider is at this address")]
    UrlTaken,
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Changes a provider. A wish that changes nothing is written nowhere. What was connected at it keeps the name and the
/// address it was connected under. Needs the scope `workspace:manage`.
///
/// # Errors
/// [`UpdateProviderError`].
pub async fn update(
    ls: &Latchstring,
    caller: &Caller,
    id: ProviderId,
    wish: &ProviderChanges,
) -> Result<Provider, UpdateProviderError> {
    caller.require(ls, Scope::WorkspaceManage).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let by = By::caller(caller, ls.now());
        let mut provider = find(ls, caller, id).await?;
        let changed = change(ls, &mut provider, wish);
        if changed.is_empty() {
            return Ok(provider);
        }
        provider.updated_at = by.now;
        provider.version = provider.version.next();
        let mut chain = Chain::load(ls, caller.workspace_subject()).await.map_err(Failure::from)?;
        let data = EventData::none().with("providerId", id.to_string()).with("changed", changed);
        let event = chain.append(ls, &by, EventKind::ProviderUpdated, data);
        let set = ChangeSet::new().with(Change::UpdateProvider(provider.clone())).with(event);
        match attempts.commit(set).await? {
            Commit::Done => return Ok(provider),
            Commit::Stale => {}
            Commit::Conflict(Constraint::ProviderUrl) => return Err(UpdateProviderError::UrlTaken),
            Commit::Conflict(_) => return Err(Failure::Defect("a change of a provider was refused").into()),
        }
    }
}

fn change(ls: &Latchstring, provider: &mut Provider, wish: &ProviderChanges) -> Vec<String> {
    let ProviderChanges { name, url, countries, utility_types, form, oauth, mfa_forwarding, listed } =
        wish.clone();
    // A form is of no use where nobody fills it in, and missing where somebody has to.
    let form = form.or_else(|| match &oauth {
        Some(Some(_)) => Some(SignInForm(Vec::new())),
        Some(None) if provider.form.fields().is_empty() => Some(SignInForm::username_and_password()),
        _ => None,
    });
    let mut changed = Vec::new();
    set(&mut provider.name, name, "name", &mut changed);
    set(&mut provider.url, url, "url", &mut changed);
    set(&mut provider.countries, countries, "countries", &mut changed);
    set(&mut provider.utility_types, utility_types, "utilityTypes", &mut changed);
    set(&mut provider.form, form, "fields", &mut changed);
    if let Some(wish) = oauth
        && !oauth::is(provider, wish.as_ref())
    {
        provider.method = oauth::method_of(ls, provider, wish.as_ref());
        changed.push("oauth".to_owned());
    }
    set(&mut provider.mfa_forwarding, mfa_forwarding, "mfaForwarding", &mut changed);
    set(&mut provider.listed, listed, "listed", &mut changed);
    changed
}
