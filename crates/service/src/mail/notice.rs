use latchstring_domain::email::EmailAddress;
use latchstring_domain::event::{Event, EventKind, Subject};
use latchstring_domain::id::{ConnectionId, EventId, OutboxId};
use latchstring_domain::invitation::NotUsable;
use latchstring_domain::link::Link;
use latchstring_domain::notice::Notice;
use latchstring_domain::outbox::{OutboxEntry, Task};
use latchstring_domain::text::{CompanyName, ExternalId, ProviderName, WorkspaceName};
use latchstring_storage::Change;
use secrecy::SecretString;

use super::brand::{self, MailBrand};
use crate::suppression::is_suppressed;
use crate::{Failure, Latchstring, suppression};

/// A notice to be mailed to the customer.
#[derive(Debug)]
pub struct NoticeMailing {
    /// Where to.
    pub to: EmailAddress,
    /// How it looks.
    pub brand: MailBrand,
    /// Whose workspace it is about.
    pub workspace: WorkspaceName,
    /// The language the customer set, a BCP 47 tag.
    pub locale: Option<String>,
    /// The company it is about.
    pub company: CompanyName,
    /// What it tells.
    pub news: News,
    /// The link by which its reader asks for no more.
    pub unsubscribe: SecretString,
}

/// What a notice tells.
#[derive(Debug)]
pub enum News {
    /// Somebody who has a link that has ended asks for a new one.
    LinkRequested {
        /// The link's id.
        link: String,
        /// What the customer calls it.
        external_id: Option<ExternalId>,
        /// Why it cannot be used.
        ended: Ended,
    },
    /// A recipient made a connection.
    Connected {
        /// At whom.
        provider: ProviderName,
        /// The connection.
        connection: ConnectionId,
    },
}

/// Why a link cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Its time is over.
    Expired,
    /// It was revoked.
    Revoked,
    /// It was used as often as it may be.
    Used,
}

impl From<NotUsable> for Ended {
    fn from(reason: NotUsable) -> Self {
        match reason {
            NotUsable::Revoked { .. } => Self::Revoked,
            NotUsable::Fulfilled => Self::Used,
            NotUsable::Expired { .. } => Self::Expired,
        }
    }
}

/// The promise to mail the customer a notice of an event, if they want one and there is a way to send it. It goes into the set
/// that has the event.
pub(crate) async fn promised(ls: &Latchstring, event: &Change) -> Result<Option<Change>, Failure> {
    let Change::AppendEvent(Event { body, .. }) = event else { return Ok(None) };
    let Some(notice) = told_by(body.kind).filter(|_| ls.sends_mail()) else { return Ok(None) };
    let workspace = ls.store().workspace(body.workspace_id).await?;
    let wanted = workspace.is_some_and(|workspace| workspace.notices.to(notice).is_some());
    Ok(wanted.then(|| {
        Change::Enqueue(OutboxEntry {
            id: OutboxId::generate(body.occurred_at, &mut *ls.rng()),
            workspace_id: body.workspace_id,
            task: Task::MailNotice(body.id),
            run_at: body.occurred_at,
            created_at: body.occurred_at,
        })
    }))
}

const fn told_by(kind: EventKind) -> Option<Notice> {
    match kind {
        EventKind::LinkRequested => Some(Notice::LinkRequested),
        EventKind::ConnectionCreated => Some(Notice::ConnectionCreated),
        _ => None,
    }
}

/// The notice as it is to be sent now; `None` when nobody wants it any more, what it is about is gone, or, of a link, can be
/// used again.
pub(super) async fn due(ls: &Latchstring, id: EventId) -> Result<Option<NoticeMailing>, Failure> {
    let Some(Event { body, .. }) = ls.store().event(id).await? else { return Ok(None) };
    let Some(notice) = told_by(body.kind) else { return Ok(None) };
    let Some(workspace) = ls.store().workspace(body.workspace_id).await? else { return Ok(None) };
    let Some(to) = workspace.notices.to(notice).cloned() else { return Ok(None) };
    if is_suppressed(ls, workspace.id, &to).await? {
        return Ok(None);
    }
    let told = match body.subject {
        Subject::Connection(id) => connected(ls, id).await?,
        Subject::Invitation(id) => match ls.store().invitation(id).await? {
            Some(invitation) => asked(ls, Link::Invitation(invitation)).await?,
            None => None,
        },
        Subject::MagicLink(id) => match ls.store().magic_link(id).await? {
            Some(link) => asked(ls, Link::MagicLink(link)).await?,
            None => None,
        },
        Subject::Company(_) | Subject::Workspace(_) => None,
    };
    let Some((company, news)) = told else { return Ok(None) };
    let brand = brand::of(ls, workspace.id).await?;
    let unsubscribe = suppression::link(ls, &workspace, &to)?;
    let (workspace, locale) = (workspace.name, workspace.notices.locale);
    Ok(Some(NoticeMailing { to, brand, workspace, locale, company, news, unsubscribe }))
}

async fn asked(ls: &Latchstring, link: Link) -> Result<Option<(CompanyName, News)>, Failure> {
    let Some(company) = ls.store().company(link.company_id()).await? else { return Ok(None) };
    let Err(ended) = link.usable(&company, ls.now()) else { return Ok(None) };
    let external_id = match &link {
        Link::Invitation(invitation) => invitation.external_id.clone(),
        Link::MagicLink(_) => None,
    };
    let link = link.subject().uuid().to_string();
    Ok(Some((company.name, News::LinkRequested { link, external_id, ended: ended.into() })))
}

async fn connected(ls: &Latchstring, id: ConnectionId) -> Result<Option<(CompanyName, News)>, Failure> {
    let Some(connection) = ls.store().connection(id).await? else { return Ok(None) };
    let Some(company) = ls.store().company(connection.company_id).await? else { return Ok(None) };
    let news = News::Connected { provider: connection.provider.name, connection: id };
    Ok(Some((company.name, news)))
}
