//! Invitations, magic links, flow sessions and connections.

use async_trait::async_trait;
use latchstring_domain::Timestamp;
use latchstring_domain::connection::Connection;
use latchstring_domain::flow_session::FlowSession;
use latchstring_domain::id::{
    CompanyId, ConnectionId, FlowSessionId, InvitationId, InvitationMailId, MagicLinkId,
};
use latchstring_domain::invitation::{Invitation, InvitationMail, Purpose, RetiredLink};
use latchstring_domain::magic_link::MagicLink;
use latchstring_domain::sealed::Digest;
use latchstring_storage::{
    ConnectionFilter, Connections, FlowSessions, InvitationFilter, InvitationMails, Invitations, MAX_LIMIT,
    MagicLinks, Slice, StorageError,
};

use super::cut;
use crate::MemoryStore;
use crate::state::State;

type Result<T> = std::result::Result<T, StorageError>;

fn invitation_matches(state: &State, filter: &InvitationFilter, row: &Invitation) -> bool {
    let repairs =
        |id| matches!(row.purpose, Purpose::EditConnection { connection_id } if connection_id == id);
    row.workspace_id == filter.workspace
        && filter.company.is_none_or(|company| row.company_id == company)
        && filter.connection.is_none_or(repairs)
        && filter.status.is_none_or(|(status, now)| row.status(now) == status)
        && filter.source.is_none_or(|source| row.source() == source)
        && filter.kind.is_none_or(|kind| row.purpose.kind() == kind)
        && filter.made_from.is_none_or(|from| row.created_at >= from)
        && filter.made_before.is_none_or(|before| row.created_at < before)
        && filter.text.as_ref().is_none_or(|text| row.search_text().contains(&text.folded()))
        && filter.email.as_ref().is_none_or(|email| {
            let key = (row.workspace_id, email.canonical().to_owned(), row.id);
            state.invitations_by_address.contains(&key)
        })
}

#[async_trait]
impl Invitations for MemoryStore {
    async fn invitation(&self, id: InvitationId) -> Result<Option<Invitation>> {
        Ok(self.state()?.invitations.get(&id).cloned())
    }

    async fn invitations_by_ids(&self, ids: &[InvitationId]) -> Result<Vec<Invitation>> {
        let state = self.state()?;
        let ids: std::collections::BTreeSet<_> = ids.iter().collect();
        Ok(ids.into_iter().filter_map(|id| state.invitations.get(id)).cloned().collect())
    }

    async fn invitation_by_token(&self, digest: &Digest) -> Result<Option<Invitation>> {
        let state = self.state()?;
        let id = state.invitations_by_digest.get(digest.as_bytes());
        Ok(id.and_then(|id| state.invitations.get(id)).cloned())
    }

    async fn retired_link(&self, digest: &Digest) -> Result<Option<RetiredLink>> {
        Ok(self.state()?.retired_links.get(digest.as_bytes()).cloned())
    }

    async fn invitations(
        &self,
        filter: &InvitationFilter,
        slice: Slice<InvitationId>,
    ) -> Result<Vec<Invitation>> {
        let state = self.state()?;
        let wanted = state.invitations.values().rev().filter(|row| invitation_matches(&state, filter, row));
        Ok(cut(wanted, &slice, |row| row.id))
    }

    async fn count_invitations(&self, filter: &InvitationFilter) -> Result<u64> {
        let state = self.state()?;
        Ok(state.invitations.values().filter(|row| invitation_matches(&state, filter, row)).count() as u64)
    }
}

#[async_trait]
impl InvitationMails for MemoryStore {
    async fn invitation_mail(&self, id: InvitationMailId) -> Result<Option<InvitationMail>> {
        Ok(self.state()?.invitation_mails.get(&id).cloned())
    }

    async fn mails_of(&self, invitations: &[InvitationId]) -> Result<Vec<InvitationMail>> {
        let state = self.state()?;
        let wanted = state.invitation_mails.values().filter(|row| invitations.contains(&row.invitation_id));
        Ok(wanted.cloned().collect())
    }
}

#[async_trait]
impl MagicLinks for MemoryStore {
    async fn magic_link(&self, id: MagicLinkId) -> Result<Option<MagicLink>> {
        Ok(self.state()?.magic_links.get(&id).cloned())
    }

    async fn magic_links(&self, company: CompanyId, slice: Slice<MagicLinkId>) -> Result<Vec<MagicLink>> {
        let state = self.state()?;
        let wanted = state.magic_links.values().rev().filter(|row| row.company_id == company);
        Ok(cut(wanted, &slice, |row| row.id))
    }
}

#[async_trait]
impl FlowSessions for MemoryStore {
    async fn flow_session(&self, id: FlowSessionId) -> Result<Option<FlowSession>> {
        Ok(self.state()?.flow_sessions.get(&id).cloned())
    }

    async fn flow_sessions_for(
        &self,
        connection: ConnectionId,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<FlowSession>> {
        let state = self.state()?;
        let wanted = |row: &&FlowSession| row.target.id() == connection && now < row.expires_at;
        let newest = state.flow_sessions.values().rev().filter(wanted);
        Ok(newest.take(limit.min(MAX_LIMIT) as usize).cloned().collect())
    }
}

fn connection_matches(filter: &ConnectionFilter, row: &Connection) -> bool {
    row.workspace_id == filter.workspace
        && filter.company.is_none_or(|company| row.company_id == company)
        && filter.status.is_none_or(|status| row.status == status)
        && filter.owner_email.as_ref().is_none_or(|owner| row.owner_email.as_ref() == Some(owner))
        && (filter.sites.is_empty() || filter.sites.iter().any(|site| row.initial_sites.contains(site)))
        && filter.flow.is_none_or(|flow| row.flow.as_ref().is_some_and(|made_in| made_in.id == flow))
}

#[async_trait]
impl Connections for MemoryStore {
    async fn connection(&self, id: ConnectionId) -> Result<Option<Connection>> {
        Ok(self.state()?.connections.get(&id).cloned())
    }

    async fn connections(
        &self,
        filter: &ConnectionFilter,
        slice: Slice<ConnectionId>,
    ) -> Result<Vec<Connection>> {
        let state = self.state()?;
        let wanted = state.connections.values().rev().filter(|row| connection_matches(filter, row));
        Ok(cut(wanted, &slice, |row| row.id))
    }

    async fn count_connections(&self, filter: &ConnectionFilter) -> Result<u64> {
        let state = self.state()?;
        Ok(state.connections.values().filter(|row| connection_matches(filter, row)).count() as u64)
    }

    async fn connections_made_by(&self, invitations: &[InvitationId]) -> Result<Vec<Connection>> {
        let state = self.state()?;
        let made = |row: &&Connection| row.invitation_id.is_some_and(|id| invitations.contains(&id));
        Ok(state.connections.values().filter(made).cloned().collect())
    }
}
