use latchstring_domain::country::Country;
use latchstring_domain::event::{EventData, EventKind, Origin};
use latchstring_domain::flow::Flow;
use latchstring_domain::flow_session::{ProviderChoice, StepError};
use latchstring_domain::id::{FlowId, ProviderId};
use latchstring_domain::invitation::Purpose;
use latchstring_domain::portal::Offer;
use latchstring_domain::prefill::{Locks, Prefill, PrefillField, ProviderHint};
use latchstring_domain::provider::ProviderUrl;
use latchstring_domain::text::ProviderName;
use latchstring_storage::{Change, ChangeSet, Constraint};

use super::error::FlowError;
use super::pass::{FlowPass, Walk};
use crate::attempts::{Attempts, Commit};
use crate::provider::{Resolved, resolve_url};
use crate::record::By;
use crate::{Failure, Latchstring, portal};

/// Where the recipient says they have an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProviderWish {
    /// At the provider that the inviter filled in.
    Prefilled,
    /// At this one of the catalog.
    Listed(ProviderId),
    /// At this one, as the portal offers it in this flow.
    Offered {
        /// The flow.
        flow: FlowId,
        /// The provider.
        provider: ProviderId,
    },
    /// At one that is not in the catalog.
    Unlisted {
        /// What it calls itself.
        name: ProviderName,
        /// Where one signs in.
        url: ProviderUrl,
    },
}

/// Why a provider was not chosen.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ChooseProviderError {
    /// The catalog has no such provider, or nothing is filled in.
    #[error("no such provider")]
    UnknownProvider,
    /// The inviter has locked the provider to another one.
    #[error("the provider cannot be changed")]
    ProviderLocked,
    /// The link is not open for this one.
    #[error("the link does not allow this provider")]
    NotAllowed,
    /// The inviter has locked the country to another one.
    #[error("the country cannot be changed")]
    CountryLocked,
    /// The session cannot go on.
    #[error(transparent)]
    Flow(#[from] FlowError),
}

/// Chooses the provider and confirms the country.
///
/// # Errors
/// [`ChooseProviderError`].
pub async fn choose_provider(
    ls: &Latchstring,
    pass: &FlowPass,
    wish: &ProviderWish,
    country: Option<Country>,
    origin: &Origin,
) -> Result<(), ChooseProviderError> {
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        let (walk, mut chain) = Walk::resume_to_record(ls, pass).await?;
        let Purpose::CreateConnection { prefill, locks } = walk.link.purpose() else {
            return Err(StepError::WrongStep { at: walk.session.step() }.into());
        };
        let by = walk.by(origin, now);
        let (Resolved { provider, changes }, flow) = match walk.link.portal() {
            Some(portal) => resolve_offered(ls, &by, wish, portal.offer).await?,
            None => (resolve(ls, &by, wish, prefill).await?, None),
        };
        if walk.link.allowed_providers().is_some_and(|allowed| !allowed.admits(provider.id)) {
            return Err(ChooseProviderError::NotAllowed);
        }
        check_locks(prefill, locks, &provider, country)?;
        let flow_id = flow.as_ref().map(|flow| flow.id);
        let choice = ProviderChoice { provider_id: provider.id, country, flow_id };
        let session = walk.session.clone().choose_provider(choice, now)?;
        let mut data = EventData::none()
            .with("providerId", provider.id.to_string())
            .with("provider", provider.name.as_str());
        if let Some(flow) = flow {
            data = data.with("flow", flow.key.as_str());
        }
        // What a recipient names without finding it is a request to the operator, who reads of it here.
        if let ProviderWish::Unlisted { name, .. } = wish {
            data = data.with("requested", name.as_str()).with("url", provider.url.as_str());
        }
        if let Some(country) = country {
            data = data.with("country", country.code());
        }
        let mut set = ChangeSet::new();
        changes.into_iter().for_each(|change| set.push(change));
        set.push(Change::UpdateFlowSession(session));
        set.push(chain.append(ls, &by, EventKind::ProviderChosen, data));
        match attempts.commit(set).await? {
            Commit::Done => return Ok(()),
            Commit::Stale => {}
            // Another recipient has just named the same unlisted provider: find it now.
            Commit::Conflict(Constraint::ProviderUrl) => attempts.again().await?,
            Commit::Conflict(_) => return Err(Failure::Defect("a choice of provider was refused").into()),
        }
    }
}

async fn resolve(
    ls: &Latchstring,
    by: &By,
    wish: &ProviderWish,
    prefill: &Prefill,
) -> Result<Resolved, ChooseProviderError> {
    let id = match (wish, &prefill.provider) {
        (ProviderWish::Unlisted { name, url }, _) => return Ok(resolve_url(ls, by, url, Some(name)).await?),
        (ProviderWish::Prefilled, Some(ProviderHint::Url(url))) => {
            return Ok(resolve_url(ls, by, url, None).await?);
        }
        (ProviderWish::Prefilled, Some(ProviderHint::Id(id))) | (ProviderWish::Listed(id), _) => *id,
        (ProviderWish::Prefilled, None) | (ProviderWish::Offered { .. }, _) => {
            return Err(ChooseProviderError::UnknownProvider);
        }
    };
    let prefilled = *wish == ProviderWish::Prefilled;
    let provider = ls.store().provider(id).await.map_err(Failure::from)?;
    let provider =
        provider.filter(|found| found.workspace_id == by.workspace_id && (found.listed || prefilled));
    let provider = provider.ok_or(ChooseProviderError::UnknownProvider)?;
    Ok(Resolved { provider, changes: Vec::new() })
}

/// What a portal offers, and nothing else: neither the rest of the catalog nor a provider that is not in it.
async fn resolve_offered(
    ls: &Latchstring,
    by: &By,
    wish: &ProviderWish,
    offer: Offer,
) -> Result<(Resolved, Option<Flow>), ChooseProviderError> {
    let (flow, provider) = match (wish, offer) {
        (ProviderWish::Offered { flow, provider }, _) => (*flow, *provider),
        (ProviderWish::Prefilled, Offer::Connector { flow, provider }) => (flow, provider),
        _ => return Err(ChooseProviderError::UnknownProvider),
    };
    let found = portal::resolve(ls, by.workspace_id, offer, flow, provider).await?;
    let (flow, provider) = found.ok_or(ChooseProviderError::UnknownProvider)?;
    Ok((Resolved { provider, changes: Vec::new() }, Some(flow)))
}

fn check_locks(
    prefill: &Prefill,
    locks: &Locks,
    provider: &latchstring_domain::provider::Provider,
    country: Option<Country>,
) -> Result<(), ChooseProviderError> {
    if locks.contains(&PrefillField::Provider) {
        let same = match &prefill.provider {
            Some(ProviderHint::Id(id)) => provider.id == *id,
            Some(ProviderHint::Url(url)) => provider.url == *url,
            None => true,
        };
        if !same {
            return Err(ChooseProviderError::ProviderLocked);
        }
    }
    if locks.contains(&PrefillField::Country) && country != prefill.country {
        return Err(ChooseProviderError::CountryLocked);
    }
    Ok(())
}
