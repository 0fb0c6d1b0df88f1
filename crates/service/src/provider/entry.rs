use std::collections::BTreeSet;

use latchstring_domain::Version;
use latchstring_domain::country::Country;
use latchstring_domain::event::{EventData, EventKind};
use latchstring_domain::id::ProviderId;
use latchstring_domain::provider::{Provider, ProviderUrl, SignInMethod};
use latchstring_domain::sign_in::SignInForm;
use latchstring_domain::text::ProviderName;
use latchstring_domain::utility::UtilityTypes;
use latchstring_storage::Change;

use super::logo::Emblem;
use super::oauth::{self, OAuthWish};
use crate::Latchstring;
use crate::record::{By, Chain};

/// What a provider of the catalog is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogEntry {
    /// Its name, shown to recipients.
    pub name: ProviderName,
    /// Where its customers sign in, by which an entry is known again.
    pub url: ProviderUrl,
    /// The countries it serves; empty: anywhere.
    pub countries: BTreeSet<Country>,
    /// What it delivers; empty: anything.
    pub utility_types: UtilityTypes,
    /// The fields its customers fill in.
    pub form: SignInForm,
    /// Our registration there, where its customers agree at the provider itself.
    pub oauth: Option<OAuthWish>,
    /// Whether it mails codes that its customers have to forward.
    pub mfa_forwarding: bool,
    /// The picture beside its name; `None` leaves the one there is.
    pub logo: Option<Emblem>,
}

impl CatalogEntry {
    /// Whether a provider is just so.
    pub(super) fn is(&self, old: &Provider) -> bool {
        let Self { name, url, countries, utility_types, form, oauth, mfa_forwarding, logo } = self;
        old.listed
            && logo.as_ref().is_none_or(|logo| old.logo == Some(logo.of(old.id)))
            && old.mfa_forwarding == *mfa_forwarding
            && oauth::is(old, oauth.as_ref())
            && (old.name == *name && old.url == *url && old.form == *form)
            && (old.countries == *countries && old.utility_types == *utility_types)
    }

    /// The changes that put it into the catalog: in the place of what is at its address, if anything is.
    pub(super) fn put(
        &self,
        ls: &Latchstring,
        by: &By,
        chain: &mut Chain,
        old: Option<Provider>,
    ) -> (Provider, Vec<Change>) {
        let is_new = old.is_none();
        let old = old.unwrap_or_else(|| self.fresh(ls, by));
        let version = if is_new { Version::FIRST } else { old.version.next() };
        let mut provider = Provider {
            name: self.name.clone(),
            url: self.url.clone(),
            countries: self.countries.clone(),
            utility_types: self.utility_types.clone(),
            form: self.form.clone(),
            method: oauth::method_of(ls, &old, self.oauth.as_ref()),
            mfa_forwarding: self.mfa_forwarding,
            listed: true,
            updated_at: by.now,
            version,
            ..old
        };
        let files = self.logo.iter().flat_map(|logo| logo.give(&mut provider, by)).collect::<Vec<_>>();
        let data =
            EventData::none().with("providerId", provider.id.to_string()).with("url", provider.url.as_str());
        let (kind, change): (_, fn(Provider) -> Change) = match is_new {
            true => (EventKind::ProviderCreated, Change::CreateProvider),
            false => (EventKind::ProviderUpdated, Change::UpdateProvider),
        };
        let event = chain.append(ls, by, kind, data);
        (provider.clone(), [change(provider), event].into_iter().chain(files).collect())
    }

    fn fresh(&self, ls: &Latchstring, by: &By) -> Provider {
        Provider {
            id: ProviderId::generate(by.now, &mut *ls.rng()),
            workspace_id: by.workspace_id,
            name: self.name.clone(),
            url: self.url.clone(),
            countries: BTreeSet::new(),
            utility_types: BTreeSet::new(),
            method: SignInMethod::Form,
            form: self.form.clone(),
            connector: None,
            logo: None,
            mfa_forwarding: self.mfa_forwarding,
            listed: true,
            created_at: by.now,
            updated_at: by.now,
            version: Version::FIRST,
        }
    }
}
