use std::collections::BTreeMap;

use latchstring_domain::erasure::Person;
use latchstring_domain::event::Subject;
use latchstring_domain::id::{ConnectionId, InvitationId, MagicLinkId, WorkspaceId};
use latchstring_domain::invitation::Invitation;
use latchstring_storage::{ConnectionFilter, InvitationFilter, MAX_LIMIT, Slice};

use crate::{Failure, Latchstring};

/// What is about somebody, and whether it is about nobody else.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) invitations: BTreeMap<InvitationId, bool>,
    pub(super) connections: BTreeMap<ConnectionId, bool>,
    pub(super) magic_links: BTreeMap<MagicLinkId, bool>,
}

impl Found {
    /// Finds it by index: the links that name them or were mailed to them, the connections that are theirs, and what these
    /// came of.
    pub(super) async fn gather(
        ls: &Latchstring,
        workspace: WorkspaceId,
        person: &mut Person,
    ) -> Result<Self, Failure> {
        let mut found = Self::default();
        found.by_address(ls, workspace, person).await?;
        found.by_owner(ls, workspace, person).await?;
        Ok(found)
    }

    /// The chains of all of it.
    pub(super) fn subjects(&self) -> impl Iterator<Item = (Subject, bool)> {
        let invitations = self.invitations.iter().map(|(id, alone)| (Subject::Invitation(*id), *alone));
        let magic_links = self.magic_links.iter().map(|(id, alone)| (Subject::MagicLink(*id), *alone));
        let connections = self.connections.iter().map(|(id, alone)| (Subject::Connection(*id), *alone));
        invitations.chain(magic_links).chain(connections)
    }

    async fn by_address(
        &mut self,
        ls: &Latchstring,
        workspace: WorkspaceId,
        person: &mut Person,
    ) -> Result<(), Failure> {
        let filter =
            InvitationFilter { email: Some(person.address().clone()), ..InvitationFilter::all(workspace) };
        let mut last = None;
        loop {
            let slice = Slice::After { id: last, limit: MAX_LIMIT };
            let part = ls.store().invitations(&filter, slice).await?;
            let Some(end) = part.last() else { return Ok(()) };
            last = Some(end.id);
            for invitation in &part {
                invitation.named_addresses().for_each(|seen| person.learn(seen));
                self.invitations.insert(invitation.id, person.is_alone_on(invitation));
            }
            let alone: Vec<_> = part.iter().filter(|one| person.is_alone_on(one)).map(|one| one.id).collect();
            for connection in ls.store().connections_made_by(&alone).await? {
                self.connections.insert(connection.id, true);
            }
        }
    }

    async fn by_owner(
        &mut self,
        ls: &Latchstring,
        workspace: WorkspaceId,
        person: &mut Person,
    ) -> Result<(), Failure> {
        let filter = ConnectionFilter {
            workspace,
            company: None,
            status: None,
            owner_email: Some(person.address().clone()),
            sites: Vec::new(),
            flow: None,
        };
        let mut last = None;
        loop {
            let slice = Slice::After { id: last, limit: MAX_LIMIT };
            let part = ls.store().connections(&filter, slice).await?;
            let Some(end) = part.last() else { return Ok(()) };
            last = Some(end.id);
            for connection in part {
                connection.owner_email.iter().for_each(|seen| person.learn(seen));
                self.connections.insert(connection.id, true);
                self.repairs(ls, workspace, connection.id).await?;
                if let Some(id) = connection.invitation_id
                    && let Some(invitation) = ls.store().invitation(id).await?
                {
                    let alone = person.is_alone_on(&invitation) || used_once_by_anybody(&invitation);
                    self.invitations.entry(id).or_insert(alone);
                }
                if let Some(id) = connection.magic_link_id {
                    self.magic_links.insert(id, true);
                }
            }
        }
    }

    /// The links that were to repair a connection; whoever is asked to is its owner, as far as anybody can tell.
    async fn repairs(
        &mut self,
        ls: &Latchstring,
        workspace: WorkspaceId,
        connection: ConnectionId,
    ) -> Result<(), Failure> {
        let filter = InvitationFilter { connection: Some(connection), ..InvitationFilter::all(workspace) };
        for invitation in ls.store().invitations(&filter, Slice::first(MAX_LIMIT)).await? {
            self.invitations.entry(invitation.id).or_insert_with(|| used_once_by_anybody(&invitation));
        }
        Ok(())
    }
}

/// Whether a link that names nobody was used by one person at most.
fn used_once_by_anybody(invitation: &Invitation) -> bool {
    !invitation.allowed.is_gated() && invitation.use_count <= 1
}
