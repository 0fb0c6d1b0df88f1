//! Workspaces, companies, sites, API keys and providers.

use async_trait::async_trait;
use latchstring_domain::api_key::ApiKey;
use latchstring_domain::company::{Company, PublicCompanyId};
use latchstring_domain::id::{ApiKeyId, CompanyId, ProviderId, SiteId, WorkspaceId};
use latchstring_domain::provider::{Provider, ProviderUrl};
use latchstring_domain::sealed::Digest;
use latchstring_domain::site::Site;
use latchstring_domain::text::ExternalId;
use latchstring_domain::workspace::Workspace;
use latchstring_storage::{
    ApiKeys, Companies, MAX_LIMIT, ProviderFilter, ProviderPlace, Providers, Sites, Slice, StorageError,
    Workspaces,
};

use super::cut;
use crate::MemoryStore;

type Result<T> = std::result::Result<T, StorageError>;

#[async_trait]
impl Workspaces for MemoryStore {
    async fn workspace(&self, id: WorkspaceId) -> Result<Option<Workspace>> {
        Ok(self.state()?.workspaces.get(&id).cloned())
    }

    async fn workspaces(&self) -> Result<Vec<Workspace>> {
        Ok(self.state()?.workspaces.values().cloned().collect())
    }
}

#[async_trait]
impl Companies for MemoryStore {
    async fn company(&self, id: CompanyId) -> Result<Option<Company>> {
        Ok(self.state()?.companies.get(&id).cloned())
    }

    async fn companies_by_ids(&self, ids: &[CompanyId]) -> Result<Vec<Company>> {
        let state = self.state()?;
        let ids: std::collections::BTreeSet<_> = ids.iter().collect();
        Ok(ids.into_iter().filter_map(|id| state.companies.get(id)).cloned().collect())
    }

    async fn company_by_public_id(&self, id: &PublicCompanyId) -> Result<Option<Company>> {
        let state = self.state()?;
        Ok(state.companies_by_public_id.get(id).and_then(|id| state.companies.get(id)).cloned())
    }

    async fn companies(
        &self,
        workspace: WorkspaceId,
        external_id: Option<&ExternalId>,
        slice: Slice<CompanyId>,
    ) -> Result<Vec<Company>> {
        let state = self.state()?;
        let wanted = state.companies.values().rev().filter(|row| {
            row.workspace_id == workspace
                && external_id.is_none_or(|wanted| row.external_id.as_ref() == Some(wanted))
        });
        Ok(cut(wanted, &slice, |row| row.id))
    }
}

#[async_trait]
impl Sites for MemoryStore {
    async fn site(&self, id: SiteId) -> Result<Option<Site>> {
        Ok(self.state()?.sites.get(&id).cloned())
    }

    async fn sites_of(&self, company: CompanyId) -> Result<Vec<Site>> {
        self.sites_of_all(&[company]).await
    }

    async fn sites_of_all(&self, companies: &[CompanyId]) -> Result<Vec<Site>> {
        let state = self.state()?;
        Ok(state.sites.values().filter(|row| companies.contains(&row.company_id)).cloned().collect())
    }
}

#[async_trait]
impl ApiKeys for MemoryStore {
    async fn api_key_by_digest(&self, digest: &Digest) -> Result<Option<ApiKey>> {
        let state = self.state()?;
        Ok(state.api_keys_by_digest.get(digest.as_bytes()).and_then(|id| state.api_keys.get(id)).cloned())
    }

    async fn api_key(&self, id: ApiKeyId) -> Result<Option<ApiKey>> {
        Ok(self.state()?.api_keys.get(&id).cloned())
    }

    async fn api_keys(&self, workspace: WorkspaceId) -> Result<Vec<ApiKey>> {
        let state = self.state()?;
        Ok(state.api_keys.values().filter(|row| row.workspace_id == workspace).cloned().collect())
    }
}

#[async_trait]
impl Providers for MemoryStore {
    async fn provider(&self, id: ProviderId) -> Result<Option<Provider>> {
        Ok(self.state()?.providers.get(&id).cloned())
    }

    async fn provider_by_url(&self, workspace: WorkspaceId, url: &ProviderUrl) -> Result<Option<Provider>> {
        let state = self.state()?;
        let id = state.providers_by_url.get(&(workspace, url.clone()));
        Ok(id.and_then(|id| state.providers.get(id)).cloned())
    }

    async fn providers(
        &self,
        filter: &ProviderFilter,
        after: Option<&ProviderPlace>,
        limit: u32,
    ) -> Result<Vec<Provider>> {
        let after = after.map(|place| (place.name.as_str().to_ascii_lowercase(), place.id));
        let mut wanted: Vec<_> = {
            let state = self.state()?;
            state.providers.values().filter(|row| matches(filter, row)).cloned().collect()
        };
        let place = |row: &Provider| (row.name.as_str().to_ascii_lowercase(), row.id);
        wanted.retain(|row| after.as_ref().is_none_or(|after| place(row) > *after));
        wanted.sort_by_cached_key(place);
        wanted.truncate(usize::try_from(limit.min(MAX_LIMIT)).unwrap_or(0));
        Ok(wanted)
    }
}

fn matches(filter: &ProviderFilter, row: &Provider) -> bool {
    let ProviderFilter { workspace, listed, text, country, utility_type, among } = filter;
    let contains = |text: &String| {
        let text = text.to_ascii_lowercase();
        row.name.as_str().to_ascii_lowercase().contains(&text)
            || row.url.as_str().to_ascii_lowercase().contains(&text)
    };
    row.workspace_id == *workspace
        && row.listed == *listed
        && text.as_ref().is_none_or(contains)
        && country.is_none_or(|country| row.countries.is_empty() || row.countries.contains(&country))
        && utility_type
            .is_none_or(|wanted| row.utility_types.is_empty() || row.utility_types.contains(&wanted))
        && among.as_ref().is_none_or(|ids| ids.contains(&row.id))
}
