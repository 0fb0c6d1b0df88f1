use latchstring_domain::id::{CompanyId, ProviderId, SiteId};
use latchstring_domain::prefill::{Prefill, ProviderHint};

use crate::{Caller, Failure, Latchstring, Thing, site};

/// Why a prefill does not fit the company it is for.
pub(crate) enum PrefillRefused {
    UnknownSites(Vec<SiteId>),
    UnknownProvider(ProviderId),
    Failed(Failure),
}

impl From<Failure> for PrefillRefused {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// Checks that the sites a prefill names are the company's, and that its provider is in the workspace's catalog. That
/// one of them is another workspace's is written to the caller's log.
pub(crate) async fn check(
    ls: &Latchstring,
    caller: &Caller,
    company: CompanyId,
    prefill: &Prefill,
) -> Result<(), PrefillRefused> {
    let unknown = site::unknown(ls, caller, company, &prefill.initial_sites).await?;
    if !unknown.is_empty() {
        return Err(PrefillRefused::UnknownSites(unknown));
    }
    if let Some(ProviderHint::Id(id)) = prefill.provider {
        let found = ls.store().provider(id).await.map_err(Failure::from)?;
        if caller.if_own(ls, Thing::Provider, found).await?.is_none() {
            return Err(PrefillRefused::UnknownProvider(id));
        }
    }
    Ok(())
}
