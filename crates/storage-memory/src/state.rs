use latchstring_domain::Timestamp;
use latchstring_domain::api_key::ApiKey;
use latchstring_domain::branding::{Branding, FileKey, StoredFile};
use latchstring_domain::bulk::{Bulk, BulkBatch};
use latchstring_domain::company::{Company, PublicCompanyId};
use latchstring_domain::connection::Connection;
use latchstring_domain::event::{Checkpoint, Event, Subject};
use latchstring_domain::flow::Flow;
use latchstring_domain::flow_session::FlowSession;
use latchstring_domain::id::{
    ApiKeyId, BulkId, CompanyId, ConnectionId, DeliveryId, EndpointId, EventId, FlowId, FlowSessionId,
    InvitationId, InvitationMailId, MagicLinkId, MessageId, MfaMessageId, OutboxId, ProviderId, SiteId,
    WorkspaceId,
};
use latchstring_domain::idempotency::KeptAnswer;
use latchstring_domain::invitation::{Invitation, InvitationMail, RetiredLink};
use latchstring_domain::key::{ConnectorKey, FlowKey};
use latchstring_domain::magic_link::MagicLink;
use latchstring_domain::mfa::MfaMessage;
use latchstring_domain::outbox::{OutboxEntry, OutboxState};
use latchstring_domain::provider::{Provider, ProviderUrl};
use latchstring_domain::site::Site;
use latchstring_domain::text::ExternalId;
use latchstring_domain::webhook::{Delivery, Endpoint, EventType, Message};
use latchstring_domain::workspace::Workspace;
use latchstring_storage::Tally;
use uuid::Uuid;

use crate::table::Table;

/// The bytes of a digest, which order rows; the domain's type has no order on purpose.
pub(crate) type DigestBytes = [u8; 32];

/// A place in the chain of a subject. Sorts the subjects by the name of their kind, then by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    kind: &'static str,
    subject: Uuid,
    sequence: u64,
}

impl Place {
    pub(crate) const fn new(subject: Subject, sequence: u64) -> Self {
        Self { kind: subject.kind(), subject: subject.uuid(), sequence }
    }
}

/// An outbox entry and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct QueuedEntry {
    pub(crate) entry: OutboxEntry,
    pub(crate) state: OutboxState,
    pub(crate) claims: i64,
    /// Why it was parked. No trait reads it, as in SQL, where an operator does.
    #[expect(
        dead_code,
        reason = "kept for a person with a debugger, as the SQL column is for one with a console"
    )]
    pub(crate) parked_because: Option<String>,
}

macro_rules! state {
    ($($(#[$doc:meta])* $name:ident: $key:ty => $value:ty,)*) => {
        /// Every table and every unique index.
        #[derive(Debug, Default)]
        pub(crate) struct State {
            $($(#[$doc])* pub(crate) $name: Table<$key, $value>,)*
        }

        impl State {
            pub(crate) fn rollback(&mut self) {
                $(self.$name.rollback();)*
            }

            pub(crate) fn keep(&mut self) {
                $(self.$name.keep();)*
            }
        }
    };
}

state! {
    workspaces: WorkspaceId => Workspace,
    brandings: WorkspaceId => Branding,
    files: FileKey => StoredFile,
    companies: CompanyId => Company,
    companies_by_public_id: PublicCompanyId => CompanyId,
    companies_by_external_id: (WorkspaceId, ExternalId) => CompanyId,
    sites: SiteId => Site,
    sites_by_external_id: (CompanyId, ExternalId) => SiteId,
    api_keys: ApiKeyId => ApiKey,
    api_keys_by_digest: DigestBytes => ApiKeyId,
    providers: ProviderId => Provider,
    providers_by_url: (WorkspaceId, ProviderUrl) => ProviderId,
    connectors_by_key: (WorkspaceId, ConnectorKey) => ProviderId,
    flows: FlowId => Flow,
    flows_by_key: (WorkspaceId, FlowKey) => FlowId,
    invitations: InvitationId => Invitation,
    invitations_by_digest: DigestBytes => InvitationId,
    invitations_by_address: (WorkspaceId, String, InvitationId) => (),
    bulks: BulkId => Bulk,
    staged_bulks: BulkId => Bulk,
    bulk_batches: (BulkId, u32) => BulkBatch,
    retired_links: DigestBytes => RetiredLink,
    invitation_mails: InvitationMailId => InvitationMail,
    magic_links: MagicLinkId => MagicLink,
    mfa_messages: MfaMessageId => MfaMessage,
    flow_sessions: FlowSessionId => FlowSession,
    flow_sessions_by_digest: DigestBytes => FlowSessionId,
    connections: ConnectionId => Connection,
    events: Place => Event,
    events_by_id: EventId => Place,
    checkpoints: (WorkspaceId, u64) => Checkpoint,
    marks: DigestBytes => Timestamp,
    tallies: DigestBytes => Tally,
    kept_answers: DigestBytes => KeptAnswer,
    endpoints: EndpointId => Endpoint,
    messages: MessageId => Message,
    messages_by_event: (EventId, EventType) => MessageId,
    deliveries: DeliveryId => Delivery,
    deliveries_by_message: (EndpointId, MessageId) => DeliveryId,
    outbox: OutboxId => QueuedEntry,
    canary: () => String,
}
