//! What making either kind of invitation has in common.

use std::num::NonZeroU32;

use latchstring_domain::Timestamp;
use latchstring_domain::allowed_providers::AllowedProviders;
use latchstring_domain::branding::PictureUrl;
use latchstring_domain::company::Company;
use latchstring_domain::email::AllowList;
use latchstring_domain::event::{EventData, EventKind, Subject};
use latchstring_domain::id::{InvitationId, OutboxId};
use latchstring_domain::invitation::{
    DraftError, Invitation, InvitationDraft, InvitationMail, InvitationSource, Lifetime, LinkToken,
    MailReason, Presentation, Purpose,
};
use latchstring_domain::metadata::Metadata;
use latchstring_domain::outbox::{OutboxEntry, Task};
use latchstring_domain::portal::Portal;
use latchstring_domain::sealed::Digest;
use latchstring_domain::text::ExternalId;
use latchstring_domain::workspace::{Untrusted, Workspace};
use latchstring_secrets::token;
use latchstring_storage::{Change, ChangeSet};

use super::mailing::{self, CannotMail};
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring, Thing};

/// The terms of a new invitation, whatever it is for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InvitationTerms {
    /// Who may use it.
    pub allowed: AllowList,
    /// How long it should live; `None`: as the workspace's policy says.
    pub lifetime: Option<Lifetime>,
    /// How often it may be used; `None`: without limit.
    pub max_uses: Option<NonZeroU32>,
    /// What the recipient is shown.
    pub presentation: Presentation,
    /// The customer's labels.
    pub metadata: Metadata,
    /// The customer's own id for it.
    pub external_id: Option<ExternalId>,
    /// Whether it is mailed to every address of the allow-list.
    pub send_email: bool,
    /// Where the logo of its own is that it should have; it is fetched once.
    pub logo_url: Option<PictureUrl>,
}

/// What a new invitation is for, and what it brings that only some do.
pub(crate) struct Kind {
    pub(crate) purpose: Purpose,
    pub(crate) portal: Option<Portal>,
    pub(crate) allowed_providers: AllowedProviders,
}

impl From<Purpose> for Kind {
    fn from(purpose: Purpose) -> Self {
        Self { purpose, portal: None, allowed_providers: AllowedProviders::default() }
    }
}

/// An invitation about to be committed.
pub(crate) struct Issued {
    pub(crate) invitation: Invitation,
    /// The mails that are promised with it.
    pub(crate) mails: Vec<InvitationMail>,
    pub(crate) set: ChangeSet,
}

/// Why an invitation was not made.
pub(crate) enum IssueError {
    Draft(DraftError),
    Mail(CannotMail),
    Return(&'static str, Untrusted),
    Embed(Untrusted),
    Failed(Failure),
}

pub(crate) async fn workspace_of(ls: &Latchstring, caller: &Caller) -> Result<Workspace, Failure> {
    ls.store().workspace(caller.workspace_id()).await?.ok_or(Failure::NotFound(Thing::Workspace))
}

/// Builds the invitation, its first event and the note to look at its expiry.
pub(crate) fn issue(
    ls: &Latchstring,
    caller: &Caller,
    workspace: &Workspace,
    company: &Company,
    kind: impl Into<Kind>,
    terms: &InvitationTerms,
) -> Result<Issued, IssueError> {
    let id = InvitationId::generate(ls.now(), &mut *ls.rng());
    issue_as(ls, caller, workspace, company, id, kind.into(), terms)
}

/// The same under an id that something has been sealed for already.
pub(crate) fn issue_as(
    ls: &Latchstring,
    caller: &Caller,
    workspace: &Workspace,
    company: &Company,
    id: InvitationId,
    kind: Kind,
    terms: &InvitationTerms,
) -> Result<Issued, IssueError> {
    issue_by(ls, &By::caller(caller, ls.now()), workspace, company, id, kind, terms)
}

/// The same for whoever it may be.
pub(crate) fn issue_by(
    ls: &Latchstring,
    by: &By,
    workspace: &Workspace,
    company: &Company,
    id: InvitationId,
    Kind { purpose, portal, allowed_providers }: Kind,
    terms: &InvitationTerms,
) -> Result<Issued, IssueError> {
    let draft = InvitationDraft {
        purpose,
        allowed: terms.allowed.clone(),
        allowed_providers,
        lifetime: terms.lifetime,
        max_uses: terms.max_uses,
        portal,
        presentation: terms.presentation.clone(),
        metadata: terms.metadata.clone(),
        external_id: terms.external_id.clone(),
    };
    issue_draft(ls, by, workspace, company, id, draft, terms.send_email)
}

/// The same from a draft.
pub(crate) fn issue_draft(
    ls: &Latchstring,
    by: &By,
    workspace: &Workspace,
    company: &Company,
    id: InvitationId,
    draft: InvitationDraft,
    send_email: bool,
) -> Result<Issued, IssueError> {
    check_sites(workspace, &draft.presentation)?;
    let now = by.now;
    let token = link_token(ls, id, 0).map_err(IssueError::Failed)?;
    let invitation = draft
        .issue(id, company, &workspace.expiry, token, by.actor.clone(), now)
        .map_err(IssueError::Draft)?;
    let mut chain = Chain::fresh(Subject::Invitation(id));
    let data = EventData::none()
        .with("invitationType", invitation.purpose.as_str())
        .with("companyId", invitation.company_id.to_string());
    let data = match invitation.source() {
        InvitationSource::Native => data,
        source => data.with("source", source.as_str()),
    };
    let data = match &invitation.presentation.brand {
        None => data,
        Some(brand) => {
            data.with("branding", brand.chosen().into_iter().map(str::to_owned).collect::<Vec<_>>())
        }
    };
    let event = chain.append(ls, by, EventKind::Created, data);
    let mut set = ChangeSet::new().with(Change::CreateInvitation(invitation.clone())).with(event);
    if let Some(at) = invitation.expires_at {
        set.push(look_at_expiry(ls, &invitation, at, now));
    }
    let addresses = match send_email {
        true => mailing::addresses(ls, &invitation.allowed).map_err(IssueError::Mail)?,
        false => Vec::new(),
    };
    let mut promise =
        |to| mailing::promise(ls, &mut set, &mut chain, by, &invitation, to, MailReason::Invited);
    let mails = addresses.into_iter().map(&mut promise).collect();
    Ok(Issued { invitation, mails, set })
}

/// Whether the workspace vouches for every site that the invitation names.
pub(crate) fn check_sites(workspace: &Workspace, presentation: &Presentation) -> Result<(), IssueError> {
    let Presentation { success_url, error_url, expired_url, embed, .. } = presentation;
    for (field, url) in [("successUrl", success_url), ("errorUrl", error_url), ("expiredUrl", expired_url)] {
        if let Some(url) = url.as_ref().filter(|url| !workspace.sites.leads_back_to(url)) {
            return Err(IssueError::Return(field, Untrusted(url.origin().clone())));
        }
    }
    let foreign = embed.iter().flatten().find(|origin| !workspace.sites.embed.contains(*origin));
    foreign.map_or(Ok(()), |origin| Err(IssueError::Embed(Untrusted(origin.clone()))))
}

/// The link of an invitation in this generation, under the key that is primary now.
pub(super) fn link_token(ls: &Latchstring, id: InvitationId, generation: u32) -> Result<LinkToken, Failure> {
    let key_id = ls.keyring().primary_id();
    let token = token::LinkToken::derive(ls.keyring(), key_id, &id.to_bytes(), generation)
        .map_err(|error| Failure::Unsealable(Thing::Invitation, error.into()))?;
    Ok(LinkToken { key_id: key_id.to_bytes(), generation, digest: Digest::new(*token.digest().as_bytes()) })
}

/// The promise to write down the expiry when its time comes. Nothing waits for it: the status is computed.
pub(super) fn look_at_expiry(
    ls: &Latchstring,
    invitation: &Invitation,
    at: Timestamp,
    now: Timestamp,
) -> Change {
    Change::Enqueue(OutboxEntry {
        id: OutboxId::generate(now, &mut *ls.rng()),
        workspace_id: invitation.workspace_id,
        task: Task::RecordExpiry(invitation.id),
        run_at: at,
        created_at: now,
    })
}
