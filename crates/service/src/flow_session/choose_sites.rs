use latchstring_domain::flow_session::{SiteChoice, SiteChoiceError};
use latchstring_domain::id::SiteId;
use latchstring_domain::invitation::Purpose;
use latchstring_domain::prefill::PrefillField;
use latchstring_domain::utility::UtilityTypes;
use latchstring_storage::{Change, ChangeSet};

use super::arrival::{asks_for_types, repaired};
use super::error::FlowError;
use super::pass::{FlowPass, Walk};
use super::progress::provider_of;
use crate::attempts::{Attempts, Commit};
use crate::{Failure, Latchstring};

/// Why sites were not chosen.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ChooseSitesError {
    /// Something is missing, or was not offered.
    #[error(transparent)]
    Choice(#[from] SiteChoiceError),
    /// The inviter has locked the sites or the utility types to others.
    #[error("the sites or utility types cannot be changed")]
    Locked,
    /// The session cannot go on.
    #[error(transparent)]
    Flow(#[from] FlowError),
}

/// Chooses the sites and utility types to connect. Of a portal's connector that names no utility types, none need be
/// chosen.
///
/// # Errors
/// [`ChooseSitesError`].
pub async fn choose_sites(
    ls: &Latchstring,
    pass: &FlowPass,
    sites: &[SiteId],
    utility_types: &UtilityTypes,
) -> Result<(), ChooseSitesError> {
    let mut attempts = Attempts::new(ls);
    loop {
        let walk = Walk::resume(ls, pass).await?;
        let offered = ls.store().sites_of(walk.session.company_id).await.map_err(Failure::from)?;
        let offered: Vec<SiteId> = offered.iter().map(|site| site.id).collect();
        let choice = if utility_types.is_empty() && !types_needed(ls, &walk).await? {
            SiteChoice::without_types(sites, &offered)?
        } else {
            SiteChoice::new(sites, &offered, utility_types.clone())?
        };
        check_locks(walk.link.purpose(), &choice, &offered)?;
        let session = walk.session.choose_sites(choice, ls.now())?;
        match attempts.commit(ChangeSet::new().with(Change::UpdateFlowSession(session))).await? {
            Commit::Done => return Ok(()),
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("a choice of sites was refused").into()),
        }
    }
}

async fn types_needed(ls: &Latchstring, walk: &Walk) -> Result<bool, Failure> {
    // Before there is a provider nothing can be chosen anyway; the session says so better.
    let Some(choice) = walk.session.provider() else { return Ok(true) };
    let repaired = repaired(ls, walk).await?;
    Ok(asks_for_types(&walk.link, &provider_of(ls, choice).await?, repaired.as_ref()))
}

fn check_locks(purpose: &Purpose, choice: &SiteChoice, offered: &[SiteId]) -> Result<(), ChooseSitesError> {
    let Purpose::CreateConnection { prefill, locks } = purpose else { return Ok(()) };
    let types_locked = locks.contains(&PrefillField::UtilityTypes);
    if types_locked && *choice.utility_types() != prefill.utility_types {
        return Err(ChooseSitesError::Locked);
    }
    if locks.contains(&PrefillField::InitialSites) {
        // A site deleted since the invitation was made can no longer be chosen, and must not block the rest.
        let mut wanted: Vec<_> = prefill.initial_sites.iter().filter(|site| offered.contains(site)).collect();
        let mut chosen: Vec<_> = choice.sites().iter().collect();
        wanted.sort_unstable();
        chosen.sort_unstable();
        // With none of them left, the lock holds nothing any more, and the recipient chooses.
        if !wanted.is_empty() && wanted != chosen {
            return Err(ChooseSitesError::Locked);
        }
    }
    Ok(())
}
