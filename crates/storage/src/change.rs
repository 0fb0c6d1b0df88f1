use latchstring_domain::Timestamp;
use latchstring_domain::Version;
use latchstring_domain::api_key::ApiKey;
use latchstring_domain::branding::{Branding, FileKey, StoredFile};
use latchstring_domain::bulk::{Bulk, BulkBatch};
use latchstring_domain::company::Company;
use latchstring_domain::connection::Connection;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::event::Event;
use latchstring_domain::flow::Flow;
use latchstring_domain::flow_session::FlowSession;
use latchstring_domain::id::{
    BulkId, CompanyId, EndpointId, FlowId, FlowSessionId, InvitationId, MagicLinkId, OutboxId, SiteId,
    WorkspaceId,
};
use latchstring_domain::idempotency::KeptAnswer;
use latchstring_domain::invitation::{Invitation, InvitationMail, RetiredLink};
use latchstring_domain::magic_link::MagicLink;
use latchstring_domain::mfa::MfaMessage;
use latchstring_domain::outbox::{Fence, OutboxEntry};
use latchstring_domain::provider::Provider;
use latchstring_domain::sealed::Digest;
use latchstring_domain::site::Site;
use latchstring_domain::suppression::Suppression;
use latchstring_domain::webhook::{Delivery, Endpoint, Message};
use latchstring_domain::workspace::Workspace;

use crate::{Erasure, LogChange, Sweep};

/// One change, with its precondition.
///
/// - `Create…`: no row with its id, and the unique rules of [`crate::Constraint`] hold; what it refers to exists in
///   its own workspace.
/// - `Update…`: the stored version is the one before the value's own, and the row is of the value's workspace;
///   otherwise [`crate::Refusal::Stale`]. Then the unique rules and references as for a new row.
/// - `Delete…`: the stored version is the one given, otherwise [`crate::Refusal::Stale`]; and nothing refers to the
///   row, otherwise [`crate::Constraint::InUse`].
///
/// The others say theirs. The enum is closed, so that the compiler asks every adapter about a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A new workspace.
    CreateWorkspace(Workspace),
    /// A changed workspace.
    UpdateWorkspace(Workspace),
    /// The first branding of a workspace. A second is refused as [`crate::Constraint::Identity`].
    CreateBranding(Branding),
    /// A changed branding.
    UpdateBranding(Branding),
    /// A file put where its content belongs. One that is there already is the same, so there is nothing to write; its
    /// workspace must exist.
    PutFile(StoredFile),
    /// A file gone, if it is there at all.
    DropFile(FileKey),
    /// A new company.
    CreateCompany(Company),
    /// A changed company.
    UpdateCompany(Company),
    /// A company gone; it must have no sites, invitations or connections.
    DeleteCompany(CompanyId, Version),
    /// A new site.
    CreateSite(Site),
    /// A changed site.
    UpdateSite(Site),
    /// A site gone.
    DeleteSite(SiteId, Version),
    /// A new API key.
    CreateApiKey(ApiKey),
    /// A changed API key.
    UpdateApiKey(ApiKey),
    /// A new provider.
    CreateProvider(Provider),
    /// A changed provider.
    UpdateProvider(Provider),
    /// A new flow.
    CreateFlow(Flow),
    /// A changed flow.
    UpdateFlow(Flow),
    /// A flow gone. Nothing refers to one: what was made in it remembers it.
    DeleteFlow(FlowId, Version),
    /// A new invitation.
    CreateInvitation(Invitation),
    /// A changed invitation. The use count is not written: only [`Change::SpendInvitation`] moves it.
    UpdateInvitation(Invitation),
    /// One use of an invitation spent. Stale unless, on the database's word, it is not revoked, its uses are fewer
    /// than its maximum and `at` lies before its expiry. Adds one to the use count and to the version, and sets the time of change.
    SpendInvitation {
        /// Which.
        id: InvitationId,
        /// When.
        at: Timestamp,
    },
    /// A link that an invitation had, dead from now on. A second row for one link is refused as
    /// [`crate::Constraint::Identity`]; the invitation must exist.
    RetireLink(RetiredLink),
    /// Of invitations that were asked for at once.
    Bulk(BulkChange),
    /// A new magic link.
    CreateMagicLink(MagicLink),
    /// A changed magic link. The use count is not written: only [`Change::SpendMagicLink`] moves it.
    UpdateMagicLink(MagicLink),
    /// One use of a magic link spent. Stale unless, on the database's word, it is not revoked, was not minted before
    /// its company's `links_not_before`, `at` lies before its expiry and, if it makes a connection, it has not been
    /// used. Adds one to the use count and to the version.
    SpendMagicLink {
        /// Which.
        id: MagicLinkId,
        /// When.
        at: Timestamp,
    },
    /// A new flow session.
    CreateFlowSession(FlowSession),
    /// A changed flow session.
    UpdateFlowSession(FlowSession),
    /// A flow session gone, if it is there at all.
    DeleteFlowSession(FlowSessionId),
    /// A new connection.
    CreateConnection(Connection),
    /// A changed connection.
    UpdateConnection(Connection),
    /// A message that came to the address of a connection, which may not be made yet; its workspace must exist.
    CreateMfaMessage(MfaMessage),
    /// A mail that an invitation promises.
    CreateInvitationMail(InvitationMail),
    /// What became of a mail. Stale unless it was queued.
    SettleInvitationMail(InvitationMail),
    /// A mail that came back. Stale when it had failed before.
    ReturnInvitationMail(InvitationMail),
    /// An address that is mailed no more. Refused as [`crate::Constraint::Once`] when it is so already; its workspace must
    /// exist.
    Suppress(Suppression),
    /// An address that may be mailed again. Stale unless it is suppressed.
    LiftSuppression(WorkspaceId, EmailAddress),
    /// One event more in its subject's chain. Stale when its place is taken, or when it would leave a gap.
    AppendEvent(Event),
    /// Of what is kept about the event log.
    Log(LogChange),
    /// Somebody taken out of what is otherwise never changed.
    Erase(Erasure),
    /// A mark that can be made once. It stands until [`Change::Sweep`] takes it, whatever the time, and is
    /// refused as [`crate::Constraint::Once`] while it stands.
    Mark {
        /// What is marked.
        key: Digest,
        /// From when on it may be swept away.
        until: Timestamp,
    },
    /// An answer kept in its slot. Refused as [`crate::Constraint::Once`] while another stands there: one whose `until` lies
    /// after the time of this one.
    KeepAnswer(KeptAnswer),
    /// One more of what may happen at most `limit` times until a time. What has happened counts until that time has
    /// come, or [`Change::ClearTally`] takes it away; then it begins anew with the `until` given here. Refused as
    /// [`crate::Constraint::Limit`] when it has happened as often as it may.
    Tally {
        /// What is counted.
        key: Digest,
        /// How often it may happen: at least once.
        limit: u32,
        /// When it happens.
        at: Timestamp,
        /// Until when it counts.
        until: Timestamp,
    },
    /// A count gone, if there is one.
    ClearTally(Digest),
    /// A new endpoint for webhooks.
    CreateEndpoint(Endpoint),
    /// A changed endpoint.
    UpdateEndpoint(Endpoint),
    /// An endpoint gone, and all deliveries to it.
    DeleteEndpoint(EndpointId, Version),
    /// A new webhook. An event has at most one of each type.
    CreateMessage(Message),
    /// A webhook on its way to an endpoint. It goes to each endpoint at most once.
    CreateDelivery(Delivery),
    /// A changed delivery.
    UpdateDelivery(Delivery),
    /// New work, if the workspace of the entry has an endpoint for webhooks, enabled or not; otherwise nothing. What is
    /// said to nobody costs nothing.
    Announce(OutboxEntry),
    /// New work. It is promised when the set is committed: a storage with a clock of its own takes the span between the entry's
    /// `created_at` and its `run_at`.
    Enqueue(OutboxEntry),
    /// Work done: the entry goes. Stale unless the entry is claimed and the fence is still its own. A lease that has
    /// ended is no reason to refuse, as long as nobody else has claimed the entry.
    Complete {
        /// Which.
        id: OutboxId,
        /// The worker's claim.
        fence: Fence,
    },
    /// Work to be tried again: the claim ends. Stale as for [`Change::Complete`].
    Retry {
        /// Which.
        id: OutboxId,
        /// The worker's claim.
        fence: Fence,
        /// When it is given back, by the same clock as `run_at`: a storage with a clock of its own takes the span between them.
        at: Timestamp,
        /// Not before when.
        run_at: Timestamp,
    },
    /// Work given up: it stays, for an operator to look at. Stale as for
    /// [`Change::Complete`].
    Park {
        /// Which.
        id: OutboxId,
        /// The worker's claim.
        fence: Fence,
        /// When.
        at: Timestamp,
        /// Why, without anything secret.
        reason: String,
    },
    /// Work that was given up, to be tried again from `at` on as if it had never been begun. Stale unless it is given up.
    Requeue {
        /// Which.
        id: OutboxId,
        /// The time now.
        at: Timestamp,
    },
    /// Work that was given up gone. Stale unless it is given up.
    Discard {
        /// Which.
        id: OutboxId,
    },
    /// A part of what is over gone, the longest over first. No precondition, so that two who sweep at once do no more than one.
    Sweep(Sweep),
    /// The first canary of the keyring. Refused as [`crate::Constraint::Once`] when there is one.
    PlantCanary(String),
    /// Another canary in the place of one, after the keyring has changed. Stale unless it is this one that stands.
    ReplaceCanary {
        /// The one that was read.
        from: String,
        /// The one that is to stand from now on.
        to: String,
    },
}

/// A change of invitations that were asked for at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BulkChange {
    /// New ones, with the first of their batches. No read finds them before [`BulkChange::Take`], so that many rows are
    /// written down in several sets, none of which holds the one writer for long.
    Stage(Bulk, Vec<BulkBatch>),
    /// More of their batches. Stale unless they are staged and not taken.
    Add(BulkId, Vec<BulkBatch>),
    /// All batches are there: from now on reads find them. Stale unless they are staged and not taken.
    Take(BulkId),
    /// What became of one batch, and how far the whole is. Stale as for an update of the bulk, and when there is no such
    /// batch.
    Settle(Bulk, BulkBatch),
}

impl BulkChange {
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Stage(..) => "StageBulk",
            Self::Add(..) => "AddToBulk",
            Self::Take(_) => "TakeBulk",
            Self::Settle(..) => "SettleBulk",
        }
    }
}

/// The changes of one use case, in order: applied whole or not at all.
///
/// It is plain data. Dropping it before the commit undoes everything, because nothing was done.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChangeSet(Vec<Change>);

impl ChangeSet {
    /// A set without changes; committing it does nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds a change after the others.
    pub fn push(&mut self, change: Change) {
        self.0.push(change);
    }

    /// Adds a change after the others, if there is one.
    pub fn push_if_any(&mut self, change: Option<Change>) {
        self.0.extend(change);
    }

    /// The set with one change more.
    #[must_use]
    pub fn with(mut self, change: Change) -> Self {
        self.push(change);
        self
    }

    /// The changes, in order.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.0
    }

    /// The changes, in order.
    #[must_use]
    pub fn into_changes(self) -> Vec<Change> {
        self.0
    }
}
