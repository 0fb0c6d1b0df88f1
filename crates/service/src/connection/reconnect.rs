//! The link that a connection's owner is mailed when it has stopped working, where the workspace wants that.

use std::num::NonZeroU32;

use latchstring_domain::actor::{Actor, ActorKind};
use latchstring_domain::connection::Connection;
use latchstring_domain::email::{AddressRule, AllowList};
use latchstring_domain::id::InvitationId;
use latchstring_domain::invitation::{Presentation, Purpose};
use latchstring_storage::Change;

use crate::invitation::{InvitationTerms, IssueError, Issued, Kind, issue_by};
use crate::record::By;
use crate::{Failure, Latchstring, Thing};

/// A reconnect invitation for the owner of a connection that has just lost its way in, with the changes that make and mail it; `None`
/// where the workspace does not want that, nobody is known to own the connection, or no mail is sent here.
///
/// It is asked for once an episode: a status that needs a reconnect ends by a repair only.
pub(super) async fn reconnect(
    ls: &Latchstring,
    by: &By,
    connection: &Connection,
) -> Result<Option<(InvitationId, Vec<Change>)>, Failure> {
    let Some(owner) = connection.owner_email.clone().filter(|_| ls.sends_mail()) else { return Ok(None) };
    let workspace = ls.store().workspace(connection.workspace_id).await?;
    let Some(workspace) = workspace.filter(|workspace| workspace.reconnects) else { return Ok(None) };
    let company = ls.store().company(connection.company_id).await?;
    let company = company.ok_or(Failure::NotFound(Thing::Company))?;
    let allowed = AllowList::new([AddressRule::Address(owner)])
        .map_err(|_| Failure::Defect("one address is too many for a list"))?;
    let terms = InvitationTerms {
        allowed,
        max_uses: Some(NonZeroU32::MIN),
        presentation: Presentation { locale: locale(ls, connection).await?, ..Presentation::default() },
        send_email: true,
        ..InvitationTerms::default()
    };
    let by =
        By { actor: Actor::new(ActorKind::System, "automatic-reconnect"), automated: true, ..by.clone() };
    let id = InvitationId::generate(by.now, &mut *ls.rng());
    let kind = Kind::from(Purpose::EditConnection { connection_id: connection.id });
    match issue_by(ls, &by, &workspace, &company, id, kind, &terms) {
        Ok(Issued { set, .. }) => Ok(Some((id, set.into_changes()))),
        Err(IssueError::Failed(failure)) => Err(failure),
        // A company that is no longer served, say. The report of the status stands without.
        Err(_) => Ok(None),
    }
}

/// The language in which its owner was asked the first time.
async fn locale(ls: &Latchstring, connection: &Connection) -> Result<Option<String>, Failure> {
    let Some(id) = connection.invitation_id else { return Ok(None) };
    Ok(ls.store().invitation(id).await?.and_then(|made| made.presentation.locale))
}
