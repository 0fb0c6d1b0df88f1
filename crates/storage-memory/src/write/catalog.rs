//! Companies, sites, API keys and providers.

use latchstring_domain::Version;
use latchstring_domain::api_key::ApiKey;
use latchstring_domain::company::Company;
use latchstring_domain::flow::Flow;
use latchstring_domain::id::{CompanyId, FlowId, SiteId, WorkspaceId};
use latchstring_domain::key::{ConnectorKey, FlowKey};
use latchstring_domain::provider::{Provider, ProviderUrl};
use latchstring_domain::site::Site;
use latchstring_domain::text::ExternalId;
use latchstring_storage::Constraint;

use super::Applied;
use super::rows::{company_exists, create, delete, reindex, unused, update, workspace_exists};
use crate::state::State;

fn company_key(row: &Company) -> Option<(WorkspaceId, ExternalId)> {
    row.external_id.clone().map(|id| (row.workspace_id, id))
}

fn index_company(
    state: &mut State,
    before: Option<&Company>,
    after: Option<&Company>,
    id: CompanyId,
) -> Applied {
    reindex(
        &mut state.companies_by_public_id,
        before.map(|row| row.public_id.clone()),
        after.map(|row| row.public_id.clone()),
        id,
        Constraint::Identity,
    )?;
    reindex(
        &mut state.companies_by_external_id,
        before.and_then(company_key),
        after.and_then(company_key),
        id,
        Constraint::CompanyExternalId,
    )
}

pub(super) fn create_company(state: &mut State, row: Company) -> Applied {
    create(&mut state.companies, row.clone())?;
    index_company(state, None, Some(&row), row.id)?;
    workspace_exists(state, row.workspace_id)
}

pub(super) fn update_company(state: &mut State, row: Company) -> Applied {
    let before = update(&mut state.companies, row.clone())?;
    index_company(state, Some(&before), Some(&row), row.id)
}

pub(super) fn delete_company(state: &mut State, id: CompanyId, version: Version) -> Applied {
    let before = delete(&mut state.companies, id, version)?;
    unused(
        state.sites.values().any(|row| row.company_id == id)
            || state.invitations.values().any(|row| row.company_id == id)
            || state.magic_links.values().any(|row| row.company_id == id)
            || state.connections.values().any(|row| row.company_id == id)
            || state.flow_sessions.values().any(|row| row.company_id == id),
    )?;
    index_company(state, Some(&before), None, id)
}

fn site_key(row: &Site) -> Option<(CompanyId, ExternalId)> {
    row.external_id.clone().map(|id| (row.company_id, id))
}

fn index_site(state: &mut State, before: Option<&Site>, after: Option<&Site>, id: SiteId) -> Applied {
    let (before, after) = (before.and_then(site_key), after.and_then(site_key));
    reindex(&mut state.sites_by_external_id, before, after, id, Constraint::SiteExternalId)
}

pub(super) fn create_site(state: &mut State, row: Site) -> Applied {
    create(&mut state.sites, row.clone())?;
    index_site(state, None, Some(&row), row.id)?;
    company_exists(state, row.company_id, row.workspace_id)
}

pub(super) fn update_site(state: &mut State, row: Site) -> Applied {
    let before = update(&mut state.sites, row.clone())?;
    index_site(state, Some(&before), Some(&row), row.id)?;
    company_exists(state, row.company_id, row.workspace_id)
}

pub(super) fn delete_site(state: &mut State, id: SiteId, version: Version) -> Applied {
    let before = delete(&mut state.sites, id, version)?;
    unused(state.connections.values().any(|row| row.initial_sites.contains(&id)))?;
    index_site(state, Some(&before), None, id)
}

fn index_api_key(state: &mut State, before: Option<&ApiKey>, after: &ApiKey) -> Applied {
    let before = before.map(|row| *row.digest.as_bytes());
    let digest = Some(*after.digest.as_bytes());
    reindex(&mut state.api_keys_by_digest, before, digest, after.id, Constraint::Identity)
}

pub(super) fn create_api_key(state: &mut State, row: ApiKey) -> Applied {
    create(&mut state.api_keys, row.clone())?;
    index_api_key(state, None, &row)?;
    workspace_exists(state, row.workspace_id)
}

pub(super) fn update_api_key(state: &mut State, row: ApiKey) -> Applied {
    let before = update(&mut state.api_keys, row.clone())?;
    index_api_key(state, Some(&before), &row)
}

fn provider_key(row: &Provider) -> (WorkspaceId, ProviderUrl) {
    (row.workspace_id, row.url.clone())
}

fn index_provider(state: &mut State, before: Option<&Provider>, after: &Provider) -> Applied {
    let (of, to) = (before.and_then(connector_key), connector_key(after));
    reindex(&mut state.connectors_by_key, of, to, after.id, Constraint::ConnectorKey)?;
    let (before, key) = (before.map(provider_key), Some(provider_key(after)));
    reindex(&mut state.providers_by_url, before, key, after.id, Constraint::ProviderUrl)
}

fn connector_key(row: &Provider) -> Option<(WorkspaceId, ConnectorKey)> {
    row.connector.as_ref().map(|connector| (row.workspace_id, connector.key.clone()))
}

pub(super) fn create_provider(state: &mut State, row: Provider) -> Applied {
    create(&mut state.providers, row.clone())?;
    index_provider(state, None, &row)?;
    workspace_exists(state, row.workspace_id)
}

pub(super) fn update_provider(state: &mut State, row: Provider) -> Applied {
    let before = update(&mut state.providers, row.clone())?;
    index_provider(state, Some(&before), &row)
}

fn flow_key(row: &Flow) -> (WorkspaceId, FlowKey) {
    (row.workspace_id, row.key.clone())
}

fn index_flow(state: &mut State, before: Option<&Flow>, after: Option<&Flow>, id: FlowId) -> Applied {
    reindex(&mut state.flows_by_key, before.map(flow_key), after.map(flow_key), id, Constraint::FlowKey)
}

pub(super) fn create_flow(state: &mut State, row: Flow) -> Applied {
    create(&mut state.flows, row.clone())?;
    index_flow(state, None, Some(&row), row.id)?;
    workspace_exists(state, row.workspace_id)
}

pub(super) fn update_flow(state: &mut State, row: Flow) -> Applied {
    let before = update(&mut state.flows, row.clone())?;
    index_flow(state, Some(&before), Some(&row), row.id)
}

pub(super) fn delete_flow(state: &mut State, id: FlowId, version: Version) -> Applied {
    let before = delete(&mut state.flows, id, version)?;
    index_flow(state, Some(&before), None, id)
}
