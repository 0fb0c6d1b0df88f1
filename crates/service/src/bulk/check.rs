//! Whether rows can be made, by what is read once for all of them.

use std::collections::{BTreeMap, BTreeSet};

use latchstring_domain::Timestamp;
use latchstring_domain::company::Company;
use latchstring_domain::id::{CompanyId, ProviderId, SiteId};
use latchstring_domain::prefill::ProviderHint;
use latchstring_domain::provider::Provider;
use latchstring_domain::workspace::Workspace;

use super::ask::Asked;
use crate::caller::Owned;
use crate::invitation::{
    CreateContributor, CreateContributorError, check_draft_sites, fits_allowed, mailed_addresses,
};
use crate::{Caller, Failure, Latchstring, Thing};

/// What rows refer to, as far as it is the caller's.
pub(super) struct Known {
    companies: BTreeMap<CompanyId, Company>,
    sites: BTreeMap<SiteId, CompanyId>,
    providers: BTreeMap<ProviderId, Provider>,
}

impl Known {
    pub(super) async fn load(ls: &Latchstring, caller: &Caller, asked: &[Asked]) -> Result<Self, Failure> {
        let wishes = || asked.iter().map(|asked| &asked.wish);
        let companies: BTreeSet<_> = wishes().map(|wish| wish.company_id).collect();
        let companies = companies.into_iter().collect::<Vec<_>>();
        let companies = ls.store().companies_by_ids(&companies).await?;
        let companies = own(ls, caller, Thing::Company, companies).await?;
        let with_sites: BTreeSet<_> = wishes()
            .filter(|wish| !wish.prefill.initial_sites.is_empty())
            .map(|wish| wish.company_id)
            .filter(|id| companies.iter().any(|company| company.id == *id))
            .collect();
        let sites = ls.store().sites_of_all(&with_sites.into_iter().collect::<Vec<_>>()).await?;
        let mut providers: BTreeSet<_> = wishes().flat_map(|wish| wish.allowed_providers.ids()).collect();
        providers.extend(wishes().filter_map(|wish| match wish.prefill.provider {
            Some(ProviderHint::Id(id)) => Some(id),
            _ => None,
        }));
        let providers = ls.store().providers_by_ids(&providers.into_iter().collect::<Vec<_>>()).await?;
        let providers = own(ls, caller, Thing::Provider, providers).await?;
        Ok(Self {
            companies: companies.into_iter().map(|company| (company.id, company)).collect(),
            sites: sites.into_iter().map(|site| (site.id, site.company_id)).collect(),
            providers: providers.into_iter().map(|provider| (provider.id, provider)).collect(),
        })
    }

    /// The checks of [`crate::invitation::create_contributor`].
    pub(super) fn check(
        &self,
        ls: &Latchstring,
        workspace: &Workspace,
        wish: &CreateContributor,
        now: Timestamp,
    ) -> Result<(), CreateContributorError> {
        let CreateContributor { company_id, prefill, locks, allowed_providers, terms } = wish;
        if !self.companies.contains_key(company_id) {
            return Err(Failure::NotFound(Thing::Company).into());
        }
        let foreign = |site: &SiteId| self.sites.get(site) != Some(company_id);
        let unknown: Vec<_> = prefill.initial_sites.iter().copied().filter(foreign).collect();
        if !unknown.is_empty() {
            return Err(CreateContributorError::UnknownSites(unknown));
        }
        if let Some(ProviderHint::Id(id)) = prefill.provider
            && !self.providers.contains_key(&id)
        {
            return Err(CreateContributorError::UnknownProvider(id));
        }
        let listed = allowed_providers.ids().filter_map(|id| self.providers.get(&id));
        let listed: Vec<_> = listed.filter(|provider| provider.listed).collect();
        fits_allowed(allowed_providers, prefill, &listed)?;
        check_draft_sites(workspace, &terms.presentation)?;
        prefill.check_locks(locks).map_err(latchstring_domain::invitation::DraftError::from)?;
        latchstring_domain::invitation::expiry(terms.lifetime, &workspace.expiry, now)?;
        if terms.send_email {
            mailed_addresses(ls, &terms.allowed)?;
        }
        Ok(())
    }
}

/// Those that are the caller's. That one is another workspace's is written to the caller's log, once a request.
async fn own<T: Owned>(
    ls: &Latchstring,
    caller: &Caller,
    thing: Thing,
    found: Vec<T>,
) -> Result<Vec<T>, Failure> {
    let is_own = |one: &T| one.workspace_id() == caller.workspace_id();
    let (own, mut foreign): (Vec<T>, Vec<T>) = found.into_iter().partition(is_own);
    if let Some(one) = foreign.pop() {
        caller.if_own(ls, thing, Some(one)).await?;
    }
    Ok(own)
}
