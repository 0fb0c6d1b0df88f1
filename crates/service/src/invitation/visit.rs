use std::time::Duration;

use latchstring_domain::actor::{Actor, ActorKind};
use latchstring_domain::event::{AgentClass, EventData, EventKind, Origin, Subject};
use latchstring_domain::flow_session::FlowLink;
use latchstring_domain::sealed::Digest;
use latchstring_secrets::visitor;
use latchstring_storage::{Change, ChangeSet, Constraint};

use crate::attempts::{Attempts, Commit};
use crate::record::{By, Chain};
use crate::{Failure, Latchstring};

const HOUR: Duration = Duration::from_secs(3600);

/// Somebody or something fetched a link's page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// Which link.
    pub link: FlowLink,
    /// From where.
    pub origin: Origin,
    /// What it says it is.
    pub agent: AgentClass,
}

/// Writes down that a link was fetched, and by what class of user agent, at most once per visitor and hour, so that a storm
/// of requests leaves one line. It is no recipient's doing: who they are, and whether anybody reads, is known of nobody
/// who merely fetches a page. To be called off the request's path; losing a visit costs nothing.
///
/// # Errors
/// [`Failure`].
pub async fn record_visit(ls: &Latchstring, visit: &Visit) -> Result<(), Failure> {
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        // A magic link that was never opened may have no row yet, and so no chain to write on.
        let (workspace_id, subject) = match visit.link {
            FlowLink::Invitation(id) => match ls.store().invitation(id).await? {
                Some(invitation) => (invitation.workspace_id, Subject::Invitation(id)),
                None => return Ok(()),
            },
            FlowLink::MagicLink(id) => match ls.store().magic_link(id).await? {
                Some(link) => (link.workspace_id, Subject::MagicLink(id)),
                None => return Ok(()),
            },
        };
        let by = By {
            workspace_id,
            actor: Actor { kind: ActorKind::Visitor, id: None, email: None },
            origin: visit.origin.clone(),
            now,
            automated: visit.agent.is_automated(),
        };
        let hour = now.unix_seconds().div_euclid(3600);
        let ip = visit.origin.ip.map(|ip| ip.to_string()).unwrap_or_default();
        let agent = visit.origin.user_agent.as_deref().unwrap_or_default();
        let mark = visitor::mark(ls.keyring(), subject.uuid().as_bytes(), hour, &ip, agent);
        let data = EventData::none().with("userAgentClass", visit.agent.as_str());
        let mut chain = Chain::load(ls, subject).await?;
        let set = ChangeSet::new()
            .with(Change::Mark { key: Digest::new(mark), until: now.saturating_add(HOUR) })
            .with(chain.append(ls, &by, EventKind::Viewed, data));
        match attempts.commit(set).await? {
            // The mark stands: this visitor was written down before in this hour.
            Commit::Done | Commit::Conflict(Constraint::Once) => return Ok(()),
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("a visit was refused")),
        }
    }
}
