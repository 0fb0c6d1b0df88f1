use std::collections::BTreeSet;

use latchstring_domain::connection::Connection;
use latchstring_domain::event::{Event, EventKind, Subject};
use latchstring_domain::invitation::{Extension, Invitation, InvitationStatus};
use latchstring_service::flow_session::{self, Presented};
use latchstring_service::invitation::{self, ExtendInvitationError, RevokeInvitationError};
use latchstring_service::{Failure, Thing};
use latchstring_storage::{
    ConnectionFilter, Connections as _, EventFilter, Events as _, InvitationFilter, Invitations as _,
    MAX_LIMIT, Slice, Store,
};
use secrecy::ExposeSecret as _;

use crate::walk::{Checked, Known, Walker, meant};

/// Fails with what differs.
pub(crate) fn same<T: PartialEq + std::fmt::Debug>(what: &str, found: T, expected: T) -> Checked {
    if found == expected { Ok(()) } else { Err(format!("{what}: {found:?} and not {expected:?}").into()) }
}

impl<S: Store + 'static> Walker<S> {
    /// Every invitation.
    pub(crate) async fn invitations(&self) -> Checked<Vec<Invitation>> {
        let filter = InvitationFilter::all(self.deployment.caller.workspace_id());
        Ok(self.deployment.store.invitations(&filter, Slice::first(MAX_LIMIT)).await?)
    }

    /// Every connection.
    pub(crate) async fn all_connections(&self) -> Checked<Vec<Connection>> {
        let filter = ConnectionFilter {
            workspace: self.deployment.caller.workspace_id(),
            company: None,
            status: None,
            owner_email: None,
            sites: Vec::new(),
            flow: None,
        };
        Ok(self.deployment.store.connections(&filter, Slice::first(MAX_LIMIT)).await?)
    }

    /// Every event of both workspaces.
    pub(crate) async fn all_events(&self) -> Checked<Vec<Event>> {
        let mut all = Vec::new();
        for caller in [&self.deployment.caller, &self.deployment.strangers] {
            let filter = EventFilter::all(caller.workspace_id());
            let mut after = None;
            loop {
                let some = self.deployment.store.events_onward(&filter, after, MAX_LIMIT).await?;
                let Some(last) = some.last() else { break };
                after = Some(last.body.id);
                all.extend(some);
            }
        }
        Ok(all)
    }

    /// Finds out about what was made, whoever heard of it.
    pub(crate) async fn learn(&mut self) -> Checked {
        let known: BTreeSet<_> = self.links.iter().map(|link| link.id).collect();
        for found in self.invitations().await?.into_iter().filter(|found| !known.contains(&found.id)) {
            let ls = &self.deployment.ls;
            let view = invitation::get(ls, &self.deployment.caller, found.id).await?.view;
            self.links.push(Known { id: found.id, token: view.token });
        }
        let known: BTreeSet<_> = self.connections.iter().copied().collect();
        let all = self.all_connections().await?;
        self.connections.extend(all.iter().map(|made| made.id).filter(|id| !known.contains(id)));
        Ok(())
    }

    /// Holds what there is against the reference.
    pub(crate) async fn compare(&self) -> Checked {
        let now = self.deployment.ls.now();
        let all = self.invitations().await?;
        same("how many links", all.len(), self.links.len())?;
        // Ids of the same millisecond have no order, so these are in the order in which they were learnt of.
        let known = self.links.iter().filter_map(|link| all.iter().find(|found| found.id == link.id));
        let found: Vec<_> =
            known.map(|found| (found.status(now), found.use_count, found.expires_at)).collect();
        let links = self.reference.links.iter();
        let expected: Vec<_> = links.map(|link| (link.status(now), link.uses, link.expires_at)).collect();
        same("links", found, expected)?;
        same("connections", self.all_connections().await?.len(), self.reference.connections)?;
        for (pass, session) in self.passes.iter().zip(&self.reference.sessions) {
            let seen = flow_session::view(&self.deployment.ls, pass).await.ok();
            let link = self.reference.links.get(session.link);
            let alive = now < session.expires_at
                && link.is_some_and(|link| link.status(now) == InvitationStatus::Active);
            if alive {
                same("a session", seen.map(|seen| seen.session.step()), Some(session.at.step()))?;
            }
        }
        Ok(())
    }

    /// Somebody opens the first page of a link: its state is told, and nothing changes.
    pub(crate) async fn look(&self, number: u8) -> Checked {
        let Some(at) = meant(number, self.links.len()) else { return Ok(()) };
        let (Some(link), Some(expected)) = (self.links.get(at), self.reference.links.get(at)) else {
            return Ok(());
        };
        let Some(token) = &link.token else { return Ok(()) };
        let now = self.deployment.ls.now();
        let found = flow_session::landing(&self.deployment.ls, Presented::Invitation(token.expose_secret()));
        let usable = found.await?.usable(now).is_ok();
        same("a link that is looked at", usable, expected.status(now) == InvitationStatus::Active)
    }

    /// I7. Somebody of another workspace tries what the company may. Only their own log tells of it.
    pub(crate) async fn stranger(&self, number: u8) -> Checked {
        let Some(link) = meant(number, self.links.len()).and_then(|at| self.links.get(at)) else {
            return Ok(());
        };
        let (ls, stranger) = (&self.deployment.ls, &self.deployment.strangers);
        let before = (self.invitations().await?, self.all_connections().await?);
        let nothing = |failure: &Failure| matches!(failure, Failure::NotFound(Thing::Invitation));
        let read = invitation::get(ls, stranger, link.id).await;
        let revoked = invitation::revoke(ls, stranger, link.id).await;
        let extended = invitation::extend(ls, stranger, link.id, Extension::Forever).await;
        let unseen = read.is_err_and(|failure| nothing(&failure))
            && matches!(revoked, Err(RevokeInvitationError::Failed(failure)) if nothing(&failure))
            && matches!(extended, Err(ExtendInvitationError::Failed(failure)) if nothing(&failure));
        same("I7: a stranger is answered as if there were nothing", unseen, true)?;
        same(
            "I7: a stranger changes nothing",
            (self.invitations().await?, self.all_connections().await?),
            before,
        )?;
        let log = Subject::Workspace(stranger.workspace_id());
        let told = self.deployment.store.events_of(log, 0, MAX_LIMIT).await?;
        let denied = told.iter().filter(|event| event.body.kind == EventKind::AccessDenied).count();
        same("I7: each try is in the stranger's log", denied > 0 && denied % 3 == 0, true)
    }
}
