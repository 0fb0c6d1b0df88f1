//! A store in front of another, so that a test can watch it, or let it fail, without writing out every read again.

use std::ops::Deref;

use async_trait::async_trait;
use latchstring_domain::Timestamp;
use latchstring_domain::api_key::ApiKey;
use latchstring_domain::branding::{Branding, FileKey, StoredFile};
use latchstring_domain::bulk::{Bulk, BulkBatch};
use latchstring_domain::company::{Company, PublicCompanyId};
use latchstring_domain::connection::Connection;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::event::{Checkpoint, Event, Subject};
use latchstring_domain::flow::Flow;
use latchstring_domain::flow_session::FlowSession;
use latchstring_domain::id::{
    ApiKeyId, BulkId, CompanyId, ConnectionId, DeliveryId, EndpointId, EventId, FlowId, FlowSessionId,
    InvitationId, InvitationMailId, MagicLinkId, MessageId, OutboxId, ProviderId, SiteId, WorkspaceId,
};
use latchstring_domain::idempotency::KeptAnswer;
use latchstring_domain::invitation::{Invitation, InvitationMail, RetiredLink};
use latchstring_domain::key::{ConnectorKey, FlowKey};
use latchstring_domain::magic_link::MagicLink;
use latchstring_domain::mfa::MfaMessage;
use latchstring_domain::outbox::Lane;
use latchstring_domain::provider::{Provider, ProviderUrl};
use latchstring_domain::sealed::Digest;
use latchstring_domain::site::Site;
use latchstring_domain::suppression::Suppression;
use latchstring_domain::text::ExternalId;
use latchstring_domain::webhook::{Delivery, Endpoint, Message};
use latchstring_domain::workspace::Workspace;
use latchstring_storage::{
    ApiKeys, Brandings, Bulks, ChangeSet, Checkpoints, Claim, ClaimedEntry, CommitError, Companies,
    ConnectionFilter, Connections, DeliveryFilter, EventFilter, EventPosition, Events, FlowSessions, Flows,
    InvitationFilter, InvitationMails, InvitationNames, Invitations, KeptAnswers, KeyedRow, KeyedRows,
    KeyedTable, MagicLinks, MessageRange, MfaMessages, Outbox, OutboxCounts, ParkedEntry, ParkedFilter,
    ProviderFilter, ProviderPlace, Providers, Sites, Slice, StorageError, Store, Suppressions, Sweep, Sweeps,
    Tallies, Tally, Webhooks, Workspaces,
};

/// What a test does to a store. Everything is passed on as it is, but for what is written here.
#[async_trait]
pub trait Hook: Send + Sync {
    /// Comes before everything that the store is asked. An error is the answer, and the store is not asked.
    ///
    /// # Errors
    /// What the test wants.
    async fn before(&self) -> Result<(), StorageError> {
        Ok(())
    }

    /// In place of [`Store::commit`].
    ///
    /// # Errors
    /// Those of the store, and what the test wants.
    async fn commit(&self, store: &dyn Store, set: ChangeSet) -> Result<(), CommitError> {
        store.commit(set).await
    }

    /// In place of [`Events::events_of`].
    ///
    /// # Errors
    /// Those of the store, and what the test wants.
    async fn events_of(
        &self,
        store: &dyn Store,
        subject: Subject,
        after: u64,
        limit: u32,
    ) -> Result<Vec<Event>, StorageError> {
        store.events_of(subject, after, limit).await
    }
}

/// A store behind a hook. It stands for its hook too, whose methods a test calls on it.
#[derive(Debug, Default)]
pub struct Relay<S, H> {
    store: S,
    hook: H,
}

impl<S, H> Relay<S, H> {
    /// A store behind this hook.
    pub const fn new(store: S, hook: H) -> Self {
        Self { store, hook }
    }

    /// The store itself, past the hook.
    pub const fn inner(&self) -> &S {
        &self.store
    }
}

impl<S, H> Deref for Relay<S, H> {
    type Target = H;

    fn deref(&self) -> &H {
        &self.hook
    }
}

#[async_trait]
impl<S: Store, H: Hook> Store for Relay<S, H> {
    async fn commit(&self, set: ChangeSet) -> Result<(), CommitError> {
        self.hook.before().await?;
        self.hook.commit(&self.store, set).await
    }

    async fn canary(&self) -> Result<Option<String>, StorageError> {
        self.hook.before().await?;
        self.store.canary().await
    }

    async fn ping(&self) -> Result<(), StorageError> {
        self.hook.before().await?;
        self.store.ping().await
    }
}

#[async_trait]
impl<S: Store, H: Hook> Events for Relay<S, H> {
    async fn event(&self, id: EventId) -> Result<Option<Event>, StorageError> {
        self.hook.before().await?;
        self.store.event(id).await
    }

    async fn last_event(&self, subject: Subject) -> Result<Option<EventPosition>, StorageError> {
        self.hook.before().await?;
        self.store.last_event(subject).await
    }

    async fn events_of(&self, subject: Subject, after: u64, limit: u32) -> Result<Vec<Event>, StorageError> {
        self.hook.before().await?;
        self.hook.events_of(&self.store, subject, after, limit).await
    }

    async fn last_event_times(
        &self,
        subjects: &[Subject],
    ) -> Result<Vec<(Subject, Timestamp)>, StorageError> {
        self.hook.before().await?;
        self.store.last_event_times(subjects).await
    }

    async fn events(&self, filter: &EventFilter, slice: Slice<EventId>) -> Result<Vec<Event>, StorageError> {
        self.hook.before().await?;
        self.store.events(filter, slice).await
    }

    async fn events_onward(
        &self,
        filter: &EventFilter,
        after: Option<EventId>,
        limit: u32,
    ) -> Result<Vec<Event>, StorageError> {
        self.hook.before().await?;
        self.store.events_onward(filter, after, limit).await
    }

    async fn event_subjects(
        &self,
        workspace: WorkspaceId,
        after: Option<Subject>,
        limit: u32,
    ) -> Result<Vec<Subject>, StorageError> {
        self.hook.before().await?;
        self.store.event_subjects(workspace, after, limit).await
    }
}

macro_rules! pass_on {
    ($($trait:ident { $(fn $name:ident($($arg:ident: $type:ty),*) -> $value:ty;)* })*) => {$(
        #[async_trait]
        impl<S: Store, H: Hook> $trait for Relay<S, H> {
            $(async fn $name(&self, $($arg: $type),*) -> Result<$value, StorageError> {
                self.hook.before().await?;
                self.store.$name($($arg),*).await
            })*
        }
    )*};
}

// A new read is a line here.
pass_on! {
    Workspaces {
        fn workspace(id: WorkspaceId) -> Option<Workspace>;
        fn workspaces() -> Vec<Workspace>;
    }
    Brandings {
        fn branding(workspace: WorkspaceId) -> Option<Branding>;
        fn file(key: &FileKey) -> Option<StoredFile>;
    }
    Companies {
        fn company(id: CompanyId) -> Option<Company>;
        fn companies_by_ids(ids: &[CompanyId]) -> Vec<Company>;
        fn company_by_public_id(id: &PublicCompanyId) -> Option<Company>;
        fn companies(
            workspace: WorkspaceId, external_id: Option<&ExternalId>, slice: Slice<CompanyId>
        ) -> Vec<Company>;
    }
    Sites {
        fn site(id: SiteId) -> Option<Site>;
        fn sites_of(company: CompanyId) -> Vec<Site>;
        fn sites_of_all(companies: &[CompanyId]) -> Vec<Site>;
    }
    ApiKeys {
        fn api_key_by_digest(digest: &Digest) -> Option<ApiKey>;
        fn api_key(id: ApiKeyId) -> Option<ApiKey>;
        fn api_keys(workspace: WorkspaceId) -> Vec<ApiKey>;
    }
    Providers {
        fn provider(id: ProviderId) -> Option<Provider>;
        fn provider_by_url(workspace: WorkspaceId, url: &ProviderUrl) -> Option<Provider>;
        fn providers(
            filter: &ProviderFilter, after: Option<&ProviderPlace>, limit: u32
        ) -> Vec<Provider>;
    }
    Flows {
        fn connector(workspace: WorkspaceId, key: &ConnectorKey) -> Option<Provider>;
        fn connectors(
            workspace: WorkspaceId, after: Option<&ConnectorKey>, limit: u32
        ) -> Vec<Provider>;
        fn providers_by_ids(ids: &[ProviderId]) -> Vec<Provider>;
        fn flow(id: FlowId) -> Option<Flow>;
        fn flow_by_key(workspace: WorkspaceId, key: &FlowKey) -> Option<Flow>;
        fn flows(workspace: WorkspaceId) -> Vec<Flow>;
    }
    Invitations {
        fn invitation(id: InvitationId) -> Option<Invitation>;
        fn invitations_by_ids(ids: &[InvitationId]) -> Vec<Invitation>;
        fn invitation_by_token(digest: &Digest) -> Option<Invitation>;
        fn retired_link(digest: &Digest) -> Option<RetiredLink>;
        fn invitations(filter: &InvitationFilter, slice: Slice<InvitationId>) -> Vec<Invitation>;
        fn count_invitations(filter: &InvitationFilter) -> u64;
    }
    Bulks {
        fn bulk(id: BulkId) -> Option<Bulk>;
        fn bulk_batches(id: BulkId, from: u32, limit: u32) -> Vec<BulkBatch>;
        fn live_invitations_named(
            workspace: WorkspaceId, names: &InvitationNames, now: Timestamp
        ) -> Vec<Invitation>;
    }
    InvitationMails {
        fn invitation_mail(id: InvitationMailId) -> Option<InvitationMail>;
        fn mails_of(invitations: &[InvitationId]) -> Vec<InvitationMail>;
    }
    MagicLinks {
        fn magic_link(id: MagicLinkId) -> Option<MagicLink>;
        fn magic_links(company: CompanyId, slice: Slice<MagicLinkId>) -> Vec<MagicLink>;
    }
    Checkpoints {
        fn last_checkpoint(workspace: WorkspaceId) -> Option<Checkpoint>;
        fn checkpoints(workspace: WorkspaceId, after: u64, limit: u32) -> Vec<Checkpoint>;
    }
    KeptAnswers {
        fn kept_answer(slot: &Digest) -> Option<KeptAnswer>;
    }
    KeyedRows {
        fn keyed_rows(table: KeyedTable, after: Option<&[u8]>, limit: u32) -> Vec<KeyedRow>;
    }
    Suppressions {
        fn suppression(workspace: WorkspaceId, address: &EmailAddress) -> Option<Suppression>;
        fn suppressions(
            workspace: WorkspaceId, after: Option<&EmailAddress>, limit: u32
        ) -> Vec<Suppression>;
    }
    Sweeps {
        fn any_over(sweep: &Sweep) -> bool;
    }
    MfaMessages {
        fn mfa_messages(connection: ConnectionId, now: Timestamp, limit: u32) -> Vec<MfaMessage>;
    }
    Tallies {
        fn tally(key: &Digest) -> Option<Tally>;
    }
    FlowSessions {
        fn flow_session(id: FlowSessionId) -> Option<FlowSession>;
        fn flow_sessions_for(connection: ConnectionId, now: Timestamp, limit: u32) -> Vec<FlowSession>;
    }
    Connections {
        fn connection(id: ConnectionId) -> Option<Connection>;
        fn connections(filter: &ConnectionFilter, slice: Slice<ConnectionId>) -> Vec<Connection>;
        fn count_connections(filter: &ConnectionFilter) -> u64;
        fn connections_made_by(invitations: &[InvitationId]) -> Vec<Connection>;
    }
    Webhooks {
        fn endpoint(id: EndpointId) -> Option<Endpoint>;
        fn endpoints(workspace: WorkspaceId) -> Vec<Endpoint>;
        fn message(id: MessageId) -> Option<Message>;
        fn messages_of(events: &[EventId]) -> Vec<Message>;
        fn messages(range: &MessageRange, after: Option<(Timestamp, MessageId)>, limit: u32) -> Vec<Message>;
        fn delivery(id: DeliveryId) -> Option<Delivery>;
        fn delivery_of(endpoint: EndpointId, message: MessageId) -> Option<Delivery>;
        fn deliveries(filter: &DeliveryFilter, slice: Slice<DeliveryId>) -> Vec<Delivery>;
        fn failed_deliveries(filter: &ParkedFilter, slice: Slice<DeliveryId>) -> Vec<Delivery>;
    }
    Outbox {
        fn claim(claim: Claim) -> Vec<ClaimedEntry>;
        fn next_due(lane: Lane, now: Timestamp) -> Option<Timestamp>;
        fn parked(filter: &ParkedFilter, slice: Slice<OutboxId>) -> Vec<ParkedEntry>;
        fn parked_entry(id: OutboxId) -> Option<ParkedEntry>;
        fn outbox_counts() -> OutboxCounts;
    }
}
